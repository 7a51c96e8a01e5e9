with

reuse_passages as (
    select * from {{ source('raw', 'reuse_passages') }}
)

select
    document_id,
    other_document_id,
    passage_number,
    char_start,
    char_end,
    other_char_start,
    other_char_end,
    passage_kind,
    likeness,
    is_quotation
from reuse_passages
