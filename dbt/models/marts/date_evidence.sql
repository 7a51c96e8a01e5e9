with

date_evidence as (
    select * from {{ ref('int_date_evidence') }}
),

dated as (
    select * from {{ ref('int_articles_dated') }}
)

select
    date_evidence.article_id,
    date_evidence.date_evidence_id,
    date_evidence.evidence_kind,
    date_evidence.rank,
    date_evidence.bound,
    coalesce(date_evidence.date_evidence_id = dated.date_evidence_id, false) as is_decisive,
    date_evidence.candidate_date,
    date_evidence.date_precision,
    date_evidence.offset_unit,
    date_evidence.offset_count,
    date_evidence.surface,
    date_evidence.line_number,
    date_evidence.char_start,
    date_evidence.char_end,
    date_evidence.observed_role,
    date_evidence.finder,
    date_evidence.confidence
from date_evidence
inner join dated on date_evidence.article_id = dated.article_id
