with

date_mentions as (
    select * from {{ ref('int_date_mentions') }}
)

select
    article_id,
    line_number,
    char_start,
    char_end,
    surface,
    date_value,
    granularity,
    mention_kind,
    modifier,
    anchor,
    anchored_on,
    offset_unit,
    offset_count,
    weekday,
    calendar_part,
    direction,
    time_of_day,
    tense,
    finder,
    confidence,
    role,
    is_content
from date_mentions
