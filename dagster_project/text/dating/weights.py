"""How much each observation speaks for a date's being the day of publication, in log-odds.

Fitted by logistic regression (L2 = 3) on the dated lines of flattened and of saved news pages in several languages,
right where the date is the page's; checked by folds over domains. Each page counts by the root of its number of dates,
twice where its own date is missing. By hand: other_days_stated. `make quality` measures what they are worth.
"""

from __future__ import annotations

# Log-odds of a date of which nothing below is observed, less 0.7: an invented day costs more than an unknown one.
PRIOR = -1.4

WEIGHTS: dict[str, float] = {
    "among_comments": -0.5,
    "bare": -0.3,
    "byline": -0.3,
    "byline_near": 0.5,
    "dated_line_near": -0.2,
    "dated_lines_near": -1.4,
    "days_near": -1.6,
    "ends_line": 0.3,
    "few_words": 0.6,
    "first_above": 0.2,
    "first_date": 1.2,
    "headline_above": 0.2,
    "later_in_line": -0.6,
    "many_words": -0.4,
    "near_top": 0.4,
    "one_day_near": -1.4,
    "other_days_stated": -1.5,
    "prose_below": 0.7,
    "published": 1.1,
    "published_below": -0.3,
    "reading_time": 0.3,
    "role_body": -0.2,
    "role_byline": -0.3,
    "role_dateline": 0.1,
    "role_navigation": -0.4,
    "role_other": -0.5,
    "role_related": -0.3,
    "role_standfirst": 0.8,
    "role_title": 0.6,
    "says_again": 0.4,
    "sentence": 0.4,
    "shared_below": 1.0,
    "starts_line": 0.4,
    "title_just_above": 0.5,
    "weekday": 0.7,
    "zone_above": 1.1,
    "zone_below": -0.2,
    "zone_body": -1.0,
    "zone_far_above": -0.4,
    "zone_far_below": -0.6,
    "zone_head": 0.5,
    "zone_opening": 0.7,
}
