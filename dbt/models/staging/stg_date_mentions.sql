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
    offset_unit,
    offset_count,
    weekday,
    modifier,
    confidence
from date_mentions
