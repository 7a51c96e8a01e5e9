with

alias_matches as (
    select * from {{ source('raw', 'alias_matches') }}
)

select
    document_id,
    line_number,
    char_start,
    char_end,
    surface,
    actor_id,
    alias,
    alias_type,
    reference_kind,
    method,
    tier,
    confidence,
    sentence_start,
    sentence_end
from alias_matches
