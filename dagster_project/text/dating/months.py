"""Names of months in the languages that the sources most often use, and what a year of two digits means."""

from __future__ import annotations

import re
from datetime import date

NAMES: dict[int, str] = {
    1: "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari ocak stycznia января",
    2: "february feb februar februari feber février févr fevrier fév febrero febbraio fevereiro fev lutego февраля",
    3: "march mar märz mär maerz mrz mars marzo março maret maart marts mart marca марта",
    4: "april apr avril avr abril abr aprile nisan kwietnia апреля",
    5: "may mai mayo maggio mag maio mei maj mayıs maja мая",
    6: "june jun juni juin junio giugno giu junho haziran czerwca июня",
    7: "july jul juli juillet juil julio luglio lug julho temmuz lipca июля",
    8: "august aug août aout agosto ago agustus augustus augusti ağustos sierpnia августа",
    9: "september sept sep septembre septiembre settembre set setembro eylül września сентября",
    10: "october oct oktober okt octobre octubre ottobre ott outubro out ekim października октября",
    11: "november nov novembre noviembre novembro kasım listopada ноября",
    12: "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro desember aralık grudnia "
    "декабря",
}
NUMBERS = {name: number for number, names in NAMES.items() for name in names.split()}
# For a pattern; longer names first, so that "sept" is not read as "sep" and a letter.
NAME = "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
TWO_DIGIT_PIVOT = 70  # 69 is 2069, 70 is 1970, as POSIX has it


def month_number(name: str) -> int | None:
    """1 to 12, or None for a name that lower case turns into none of ours."""
    return NUMBERS.get(name.lower())


def full_year(digits: str) -> int:
    """The year meant by two or four digits."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= TWO_DIGIT_PIVOT else 2000)


def iso_day(year: int, month: int | None, day: int) -> str | None:
    """The day in ISO 8601, or None when the calendar has no such day."""
    if month is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
