with

date_evidence as (
    select * from {{ source('raw', 'date_evidence') }}
)

select
    document_id,
    evidence_kind,
    candidate_date,
    date_precision,
    offset_unit,
    offset_count,
    surface,
    line_number,
    char_start,
    char_end,
    observed_role,
    finder,
    confidence
from date_evidence
