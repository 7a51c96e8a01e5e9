with

stage_progress as (
    select * from {{ source('raw', 'stage_progress') }}
)

select
    document_id,
    stage,
    effective_version,
    outcome,
    reason,
    list_position(['separation', 'dating', 'sourcing', 'aliases', 'tagging'], stage) as stage_number
from stage_progress
