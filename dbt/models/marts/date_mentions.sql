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
    offset_unit,
    offset_count,
    weekday,
    modifier,
    confidence,
    role,
    is_content
from date_mentions
