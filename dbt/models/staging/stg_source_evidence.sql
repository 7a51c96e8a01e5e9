with

source_evidence as (
    select * from {{ source('raw', 'source_evidence') }}
)

select
    document_id,
    field,
    evidence_kind,
    candidate,
    surface,
    line_number,
    char_start,
    char_end,
    finder,
    confidence
from source_evidence
