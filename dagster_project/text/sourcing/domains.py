"""Domains on the page: of e-mail addresses, of links and of bare site names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dagster_project.text.sourcing.clues import UNWEIGHED, Clue, Page, clue_at

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?P<domain>[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4})", re.IGNORECASE)
ENDINGS = (
    "com|net|org|info|news|tv|io|edu|gov|eu|co|us|uk|ie|ca|au|nz|in|pk|bd|lk|cn|hk|tw|jp|kr|sg|my|ph|id|th|vn|za|ng|ke|gh|"
    "ug|tz|zw|eg|ma|il|ae|sa|qa|ir|tr|ru|ua|by|pl|cz|sk|hu|ro|bg|rs|hr|si|gr|cy|de|at|ch|fr|be|nl|lu|es|pt|it|mt|se|no|dk|"
    "fi|is|ee|lv|lt|br|ar|mx|cl|pe|uy|ve|bo|ec|cr|pa|do|jm|tt|bb|vg|fm|me|ly|live|media|press|today|online|blog"
)
SITE = re.compile(
    rf"(?<![\w@.-])(?:https?://)?(?:www\.)?(?P<domain>(?:[a-z0-9][a-z0-9-]{{1,40}}\.){{1,3}}(?:{ENDINGS}))(?![\w-]|\.\w)",
    re.IGNORECASE,
)

# Mailboxes, networks and tools that any page may name.
FOREIGN_LABELS = re.compile(
    r"(?:^|\.)(?:gmail|hotmail|yahoo|outlook|aol|icloud|protonmail|mail|facebook|fb|twitter|x|t|youtube|youtu|instagram|linkedin|"
    r"archive|pinterest|tiktok|reddit|whatsapp|wa|telegram|google|goo|apple|itunes|amazon|amzn|bit|ow|tinyurl|wordpress|blogspot|"
    r"medium|substack|patreon|paypal|gofundme|change|wikipedia|wikimedia|doi|github|vimeo|flickr|getty|gettyimages|imgur|"
    r"shutterstock|istockphoto|istock|unsplash|pixabay|adobe|stock|vice|disqus|typepad|creativecommons|w3|example|"
    r"aboutads|networkadvertising|ipso|ico|adweek|node|asp|vue|next|booking|ebay|etsy|netflix|spotify|zoom|microsoft)"
    r"\.[a-z]{2,4}(?:\.[a-z]{2})?$",
    re.IGNORECASE,
)

FURNITURE_ROLES = frozenset(
    {"legal", "newsletter", "masthead", "navigation", "credit", "share", "author_bio", "byline", "other"}
)


DOMAIN_PATTERNS = (("email_domain", EMAIL), ("site_domain", SITE))
DOTTED = re.compile(r"\.\w\w")  # what every address holds; cheap to look for


def domain_clues(page: Page) -> Iterator[Clue]:
    """Every domain on the page that may be the outlet's own; those in the running text are mostly those of others."""
    for line in page.lines:
        suffix = "" if line.role in FURNITURE_ROLES else "_in_story"
        for offset, window in line.windows() if DOTTED.search(line.text) else ():
            for kind, pattern in DOMAIN_PATTERNS:
                for found in pattern.finditer(window):
                    domain = found["domain"].removeprefix("www.")
                    if not FOREIGN_LABELS.search(domain):
                        span = (offset + found.start(), offset + found.end())
                        yield clue_at(line, span, Clue("publisher", kind, domain, UNWEIGHED, cue=kind + suffix))
