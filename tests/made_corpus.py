"""A corpus of 300 clean articles of ten outlets over ten days, and 21 kinds of fault to put into it.

Everything is made of word lists by a seeded generator: no text of anybody, the same bytes in every run.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from dagster_project.landing.archive import Archive
from dagster_project.landing.arrivals import TEXT, Arrival

Random = random.Random


def listed(words: str) -> list[str]:
    """The words one by one."""
    return words.split()


OUTLETS = [f"The {name} Gazette" for name in (
    "Amberford", "Brackwater", "Caldermouth", "Dunhollow", "Eastmarch",
    "Fernley Cross", "Greywick", "Hollinshead", "Iverstone", "Juniper Bay",
)]  # fmt: skip
DAYS = [date(2026, 1, 5) + timedelta(days=3 * number) for number in range(10)]
FAULTY_DAY = DAYS[-1] + timedelta(days=20)
ARTICLES_A_DAY = 3  # of each outlet
# Of these outlets, one of a day's articles comes by a feed.
FEEDS = {"amberford-news": OUTLETS[0], "brackwater-world": OUTLETS[1]}
SILENT_FEED = "brackwater-world"  # on the faulty day

KINDS = listed(
    "old new broken quiet wooden distant narrow costly forgotten empty noisy northern southern rusty painted "
    "flooded borrowed crooked famous heavy idle late modern muddy odd patient private public rough rural salty "
    "second shallow silent small spare steep stubborn sudden tall thin tired uneven upper vacant warm weary white "
    "wide winter young"
)
PEOPLE = listed(
    "baker barber beekeeper blacksmith bookseller carpenter caretaker clerk cook cyclist doctor driver engineer "
    "farmer ferryman fiddler fisherman gardener glazier grocer guard historian inspector janitor judge keeper "
    "lawyer librarian mason mechanic miller nurse painter pilot plumber poet porter postman potter printer rider "
    "sailor saddler shepherd singer smith surgeon surveyor tailor teacher trader warden weaver welder"
)
THINGS = listed(
    "anchor attic barn basin beam bench boat boiler bridge bucket cabin canal candle carpet cellar chapel chimney "
    "clock coach corridor cottage crane curtain dam desk ditch dock door engine factory fence ferry field floor "
    "fountain gate greenhouse hall harbour hedge kiln ladder lamp lantern lighthouse lock map market meadow mill "
    "mirror oven pavement pier pipe pond quarry railway roof school shed signal stable staircase street tower "
    "tunnel wall warehouse well wharf"
)
DID = listed(
    "asked inspected painted praised measured photographed repaired rented sold bought planned emptied described "
    "drew opened closed cleaned moved lifted carried forgot found lost inherited insured demanded defended filled "
    "guarded lent mended named ordered owned packed polished replaced rescued searched"
)
DONE = listed(
    "ageing burning collapsing creaking drifting fading falling freezing growing leaking leaning melting missing "
    "moving opening rotting shaking shrinking sinking sliding spreading standing swaying tilting turning waiting"
)
STUFFS = listed(
    "ash bark bone brick butter cedar chalk cherry clay cloud coal cork cream dust ember fern flint fog glass grain "
    "grass gravel hay honey ink iron ivory leaf lemon lime marble milk moss mud oak pearl pine rose rust"
)
SHADES = listed("black blue bright brown cold dark dry green grey hard light pale pink red rough smooth soft white")
HOW = listed(
    "boldly briefly calmly clearly dimly evenly firmly gladly greatly hardly hugely idly keenly kindly largely lately "
    "lightly loosely loudly mildly mostly nearly neatly oddly openly partly plainly poorly proudly quickly rarely "
    "richly roughly sadly safely sharply slowly softly solidly steadily strangely strongly sweetly "
    "tightly vaguely wildly"
)
LINKS = listed("because although while before after since until once whenever where though unless")
SPANISH = (
    "El puerto de la ciudad permaneció cerrado durante la noche porque la tormenta había dañado el muelle principal. "
    "Los pescadores dijeron que la reparación costará mucho dinero y que nadie sabe quién va a pagarla. "
    "La alcaldesa prometió una respuesta antes del verano, aunque el consejo todavía no ha decidido nada. "
)
FIRST = listed("Alba Bero Cindra Dovan Elsin Farro Gitta Hollo Ibren Jorva Kessa Lumir")
LAST = listed("Ardenquist Bellowmere Corvath Dimmock Estervale Farnhollow Gildwick Harrowgate Ilmarsh Jorvick")
MENU = (
    "Home\nNews\nSport\nWeather\nBusiness\nOpinion\nSign in\nSubscribe\nContact us\nCookies\nTerms of use\nShare this\n"
)


def phrase(words: Random, nouns: list[str]) -> str:
    """The moss-green harbour: so many of them that articles share hardly three words in a row."""
    return f"the {words.choice(STUFFS)}-{words.choice(SHADES)} {words.choice(nouns)}"


def clause(words: Random) -> str:
    """The quiet baker measured the second tower."""
    return f"{phrase(words, PEOPLE)} {words.choice(DID)} {phrase(words, THINGS)}"


def sentence(words: Random) -> str:
    """A sentence that no other is likely to be like."""
    said = f"{clause(words)} {words.choice(LINKS)} {phrase(words, THINGS)} was {words.choice(HOW)} {words.choice(DONE)}"
    return f"{said[0].upper()}{said[1:]} for {words.randint(3, 900)} days."


def title(words: Random) -> str:
    """A headline of seven words."""
    return f"{words.choice(KINDS).title()} {clause(words).removeprefix('the ')}"


def body(words: Random, paragraphs: int | None = None) -> str:
    """Some paragraphs of four sentences."""
    count = paragraphs or words.randint(3, 5)
    return "\n\n".join(" ".join(sentence(words) for _ in range(4)) for _ in range(count))


def page(words: Random, published: date | None, *, head: str | None = None, text: str | None = None) -> str:
    """An article as it is copied from a page: a little menu, headline, day, text, footer."""
    day = f"Published: {published:%-d %B %Y}\n\n" if published else ""
    footer = "Share this article\nAll rights reserved"
    return f"Home\nNews\nSport\n\n{head or title(words)}\n\n{day}{text or body(words)}\n\n{footer}\n"


def land(folder: Path, outlet: str, name: str, content: str | bytes) -> str:
    """Write a page and its sidecar; returns its location."""
    place = folder / outlet.split()[1].lower()
    place.mkdir(parents=True, exist_ok=True)
    path = place / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    path.with_name(f"{name}.meta.json").write_text(json.dumps({"publisher": outlet}), encoding="utf-8")
    return path.relative_to(folder).as_posix()


def land_clean(folder: Path, day: date) -> None:
    """What all outlets deliver as files on one of the days: each article a day or more old, none like another."""
    for outlet in OUTLETS:
        words = Random(f"{outlet} {day}")
        for number in range(ARTICLES_A_DAY - (outlet in FEEDS.values())):
            published = day - timedelta(days=words.randint(1, 9))
            land(folder, outlet, f"{day:%m%d}_{number}.txt", page(words, published))


def fetch_clean(archive: Archive, feed: str, day: date) -> None:
    """What a feed brings to the archive on one of the days: an article of its outlet, no less clean."""
    words = Random(f"{feed} {day}")
    content = page(words, day - timedelta(days=words.randint(1, 9))).encode()
    location = f"https://{FEEDS[feed].split()[1].lower()}.example/{day:%m%d}"
    arrival = Arrival(
        location=location,
        file_size=len(content),
        modified_ns=0,
        content_digest=archive.put(content),
        media_type=TEXT,
        hints={"url": location, "publisher": FEEDS[feed]},
        feed=feed,
        delivered_at=f"{day}T11:00:00.000000+00:00",
    )
    archive.append([arrival])


# A fault is put into a folder and says where it must be found: the kind, and a location or an outlet.
Fault = Callable[[Path, Random], tuple[str, str]]


def single(outlet: str, name: str, kind: str, make: Callable[[Random], str | bytes]) -> Fault:
    """A fault of one page."""
    return lambda folder, words: (kind, land(folder, outlet, name, make(words)))


def batch(outlet: str, kind: str, make: Callable[[Random, int], str], count: int = 4) -> Fault:
    """A fault of all pages that an outlet delivers on the faulty day."""

    def put(folder: Path, words: Random) -> tuple[str, str]:
        for number in range(count):
            land(folder, outlet, f"{kind}_{number}.txt", make(words, number))
        return kind, outlet

    return put


def days_ago(words: Random) -> date:
    """A day on which an article of the faulty day may have been published."""
    return FAULTY_DAY - timedelta(days=words.randint(1, 9))


def broken_sidecar(folder: Path, words: Random) -> tuple[str, str]:
    """A page beside whose sidecar somebody stumbled."""
    location = land(folder, OUTLETS[0], "sidecar.txt", page(words, days_ago(words)))
    (folder / f"{location}.meta.json").write_text('{"publisher": "The Amber', encoding="utf-8")
    return "unused_sidecar", location


def named(words: Random) -> str:
    """A list of winners, as it ends up in a body."""
    people = [f"{first} {last}" for first in FIRST for last in LAST]
    words.shuffle(people)
    rows = [" and ".join(people[start : start + 2]) + " shared a prize" for start in range(0, 60, 2)]
    return ". ".join(rows) + "."


def mistaken(text: str) -> str:
    """The text as it looks when UTF-8 was read as Windows-1252."""
    return text.replace("’", "â€™").replace("é", "Ã©").replace("“", "â€œ")


QUOTES = "The mayor’s café wasn’t open, said “nobody’s friend” at the café. "
CONSENT = "We and our partners store information on your device so that this site can show you what you like."
STORY = body(Random(4))

FAULTS: dict[str, Fault] = {
    "an empty file": single(OUTLETS[0], "empty.txt", "refused_delivery", lambda _: b""),
    "a picture named .txt": single(OUTLETS[0], "photo.txt", "refused_delivery", lambda _: b"\x89PNG\r\n\x1a\n" * 40),
    "a sidecar cut off": broken_sidecar,
    "a page that is all menu": single(OUTLETS[0], "menu.txt", "empty_body", lambda _: MENU * 12),
    "a pay wall": single(
        OUTLETS[0], "paywall.txt", "short_body", lambda words: f"{MENU * 8}\n{page(words, None, text=sentence(words))}"
    ),
    "readers' comments taken for the article": single(
        OUTLETS[0], "comments.txt", "odd_length", lambda words: page(words, days_ago(words), text=body(words, 60))
    ),
    "mojibake": single(
        OUTLETS[0],
        "mojibake.txt",
        "damaged_characters",
        lambda words: mistaken(page(words, days_ago(words), text=f"{QUOTES}\n\n{body(words)}")),
    ),
    "an article in another language": single(
        OUTLETS[0],
        "spanish.txt",
        "unusual_language",
        lambda words: page(words, days_ago(words), head="El puerto permaneció cerrado", text=SPANISH * 2),
    ),
    "a day in the future": single(
        OUTLETS[0], "future.txt", "day_after_delivery", lambda words: page(words, date(2031, 5, 4))
    ),
    "the day on which time began": single(
        OUTLETS[0], "epoch.txt", "day_long_past", lambda words: page(words, date(1970, 1, 1))
    ),
    "a list of names": single(
        OUTLETS[0],
        "names.txt",
        "unknown_names",
        lambda words: page(words, days_ago(words), text=f"{body(words, 1)}\n\n{named(words)}"),
    ),
    "a redesign that hangs menus round each article": batch(
        OUTLETS[1],
        "chrome_share_break",
        lambda words, _: f"{MENU * 20}\n{page(words, days_ago(words))}\n{MENU * 20}",
    ),
    "articles cut after two sentences": batch(
        OUTLETS[2], "body_length_break", lambda words, _: page(words, days_ago(words), text=sentence(words))
    ),
    "titles that grow into summaries": batch(
        OUTLETS[3],
        "title_length_break",
        lambda words, _: page(words, days_ago(words), head=f"{title(words)} and {title(words)} and {title(words)}"),
    ),
    "articles without their day": batch(OUTLETS[4], "missing_day_break", lambda words, _: page(words, None)),
    "a page clock taken for the day": batch(OUTLETS[5], "delivery_day_break", lambda words, _: page(words, FAULTY_DAY)),
    "a request for consent in every body": batch(
        OUTLETS[6],
        "repeated_line",
        lambda words, _: page(words, days_ago(words), text=f"{body(words, 2)}\n\n{CONSENT}\n\n{body(words, 2)}"),
        count=12,
    ),
    "one story at eight places": batch(
        OUTLETS[7],
        "inflated_by_copies",
        lambda words, number: page(words, FAULTY_DAY - timedelta(days=3), head="One story", text=f"{STORY} {number}"),
        count=12,
    ),
    "one title for all stories": batch(
        OUTLETS[8], "repeated_title", lambda words, _: page(words, days_ago(words), head="Read the newest from the bay")
    ),
    "an outlet that falls silent": lambda _folder, _words: ("silent_source", OUTLETS[9]),
    "a feed that falls silent while its outlet goes on": lambda _folder, _words: ("silent_feed", SILENT_FEED),
}


def land_faults(folder: Path) -> dict[str, tuple[str, str]]:
    """Put all faults into the folder; returns, of each, the kind and the location or outlet where it must be found."""
    return {name: fault(folder, Random(name)) for name, fault in FAULTS.items()}
