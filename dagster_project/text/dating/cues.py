"""Words around a date that say what it is the date of, in the languages that the sources most often use."""

from __future__ import annotations

import re

# What may stand between the cue and its date: a few words, a time, a place; no other number.
GAP = r"(?:[^\d]|\d{1,2}[:.]\d{2}){0,40}$"
PUBLISHED = re.compile(
    r"(?:publish(?:ed|ing)?|post(?:ed)?|publication date|publish date|^\W*(?:date|datum|data|fecha)\b|issued|created|"
    r"filed|uploaded|(?:erst)?veröffentlich(?:t|ung)|publiziert|erschienen|erstellt|eingestellt|eingetragen|gepostet|"
    r"geschrieben|publi[ée]e?|mis en ligne|publicad[oa]|pubblicat[oa]|publicação|geplaatst|gepubliceerd|opublikowan\w|"
    rf"опубликовано){GAP}",
    re.IGNORECASE,
)
# What says so behind the date, as languages do that put the verb last.
PUBLISHED_AFTER = re.compile(
    r"^[\s,]{0,3}(?:um\s)?(?:[0-2]?\d[:.]\d{2})?(?:\sUhr)?\s(?:gepostet|veröffentlicht|publiziert|eingestellt|geschrieben)\b",
    re.IGNORECASE,
)
UPDATED = re.compile(
    r"(?:updated?|modified|revised|last (?:edit(?:ed)?|changed)|aktualisiert(?: am)?|^\W*stand|geändert|änderung|"
    r"mise? à jour|modifié|actualizad[oa]|aggiornat[oa]|atualizad[oa]|bijgewerkt|diperbarui)" + GAP,
    re.IGNORECASE,
)
# A date of something else than the page.
ELSEWHAT = re.compile(
    r"\b(?:release(?:d|s)?|releasedatum|release date|born|geboren|geburtsdatum|joined|join date|member since|"
    r"registered|expires?|until|through|from|since|starts?|ends?|deadline|due|valid|accessed|retrieved|viewed|air(?:ed|s|ing)|"
    r"premieres?|played|match|season|revision as of|seit|bis|vom|ab|beginn|termin|depuis|jusqu|hasta|desde|dal|fino)\b"
    r"(?:[^\d]|\d{1,2}[:.]\d{2}){0,30}$|出生日期\W*$",
    re.IGNORECASE,
)
# A line that says what the next one is: a word by itself, words before a colon. "New York Post" is none.
LABEL = re.compile(
    r"^\W*(?:published|updated|posted)|^\W*(?:last |zuletzt )?[^\W\d]+(?: on| am| at)?\W*$|:\s*$", re.IGNORECASE
)
BYLINE = re.compile(
    r"(?:^|[|•·/,–—-]\s?|\s)(?:by|von|par|por|di|autor(?:in)?|author|redaktion|redacción|reporter|correspondent|"
    r"editor|staff|contributor)\b\s?:?",
    re.IGNORECASE,
)
# Credits a picture or tells what one shows, as agencies write it: its date is the picture's.
PICTURE = re.compile(
    r"^FILE\s?[-–—]|\bfile photo\b|\bgetty images\b|\(AP Photo|/\s?(?:AFP|AP|EPA|Reuters|Getty)\b", re.IGNORECASE
)
# A name, a sign and a handle: the signature of a quoted post.
QUOTED_POST = re.compile(r"^\W{0,3}.{1,80}\(@\w{1,40}\)", re.DOTALL)
WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:montag|dienstag|mittwoch|donnerstag|"
    r"freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves|"
    r"viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|segunda|terça|quarta|quinta|"
    r"sexta|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|senin|selasa|rabu|kamis|jumat|sabtu|minggu)\b",
    re.IGNORECASE,
)
CLOCK_TIME = re.compile(
    r"(?:(?<!\d)[0-2]?\d(?:[:.h]|\s?Uhr\s?)[0-5]\d(?!\d)|(?<!\d)[01]?\d(?=\s?[ap]\.?m))(?:\s?[ap]\.?m\b\.?|\s?Uhr\b)?"
    r"(?:\s?(?-i:[A-Z]{1,3}T|GMT|UTC)\b(?:[+-]\d{1,2})?)?",
    re.IGNORECASE,
)
SHARING = re.compile(
    r"^\W*(?:share|tweet|facebook|twitter|whatsapp|e-?mail|print|teilen|drucken|partager|compartir)\b", re.IGNORECASE
)
COMMENTING = re.compile(
    r"\b(?:comments?|replies|responses?|kommentare?|antworten|commentaires?|comentarios?|commenti|comentários|reacties)\b",
    re.IGNORECASE,
)
READING_TIME = re.compile(r"\b\d{1,2}\s?(?:min|minutes?|minuten)\b[^.]{0,12}", re.IGNORECASE)
COPYRIGHT = re.compile(r"©|\(c\)\s|\bcopyright\b|all rights reserved", re.IGNORECASE)
# A place with a capital before the date, perhaps the agency in brackets behind it, then a dash.
WIRE_PLACE = re.compile(r"^[A-ZÀ-Þ][^\d\n]{1,45},\s{0,3}$")
WIRE_DASH = re.compile(r"^\)?\s?(?:\([^)]{2,40}\)\s?)?[-—–:]")
CITATION = re.compile(r"[\[(][^\])\[(]{0,200}?(?<!\d)((?:19|20)\d{2})\s?[\])]")
# What a web archive writes above a page that it captured; elsewhere its addresses are those of sources.
ARCHIVED = re.compile(r"^\W*The Wayback Machine\W+https?://web\.archive\.org/web/(\d{4})(\d\d)(\d\d)\d*")
RELATIVE = re.compile(
    r"\b(?P<count>\d{1,3}|an?|one)\s?(?P<unit>minute|min|hour|hr|h|day|d|week|month|year)s?\s+ago\b"
    r"|\bvor (?P<zahl>\d{1,3}|einer|einem) (?P<einheit>Minute|Stunde|Tag|Woche|Monat|Jahr)(?:e|n|en)?\b"
    r"|\bil y a (?P<nombre>\d{1,3}|une?) (?P<unite>minute|heure|jour|semaine|mois|an)s?\b"
    r"|\bhace (?P<numero>\d{1,3}|una?) (?P<unidad>minuto|hora|d[ií]a|semana|mes|año)(?:s|es)?\b",
    re.IGNORECASE,
)
UNITS = {
    **dict.fromkeys(("minute", "min", "minuto"), "minute"),
    **dict.fromkeys(("hour", "hr", "h", "stunde", "heure", "hora"), "hour"),
    **dict.fromkeys(("day", "d", "tag", "jour", "día", "dia"), "day"),
    **dict.fromkeys(("week", "woche", "semaine", "semana"), "week"),
    **dict.fromkeys(("month", "monat", "mois", "mes"), "month"),
    **dict.fromkeys(("year", "jahr", "an", "año"), "year"),
}
# What sets a date at a line's beginning off from the words that follow.
SET_OFF = re.compile(r"\s{0,3}(?:[-–—|•·/:]|,\s{0,3}[0-2]?\d[:.])")
