with

mentions as (
    select * from {{ ref('int_mentions_resolved') }}
)

select
    article_id,
    actor_id,
    line_number,
    char_start,
    char_end,
    surface,
    alias,
    alias_type,
    reference_kind,
    method,
    tier,
    confidence,
    role,
    is_content,
    is_counted,
    sentence_start,
    sentence
from mentions
