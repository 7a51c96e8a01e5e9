with

date_mentions as (
    select * from {{ source('raw', 'date_mentions') }}
)

select
    document_id,
    line_number,
    char_start,
    char_end,
    surface,
    date_value,
    granularity,
    mention_kind,
    modifier,
    anchor,
    offset_unit,
    offset_count,
    weekday,
    calendar_part,
    direction,
    time_of_day,
    tense,
    finder,
    confidence
from date_mentions
