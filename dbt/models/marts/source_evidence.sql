with

source_evidence as (
    select * from {{ ref('int_source_evidence') }}
),

sourced as (
    select * from {{ ref('int_articles_sourced') }}
)

select
    source_evidence.article_id,
    source_evidence.source_evidence_id,
    source_evidence.field,
    source_evidence.evidence_kind,
    source_evidence.rank,
    coalesce(
        source_evidence.source_evidence_id in (
            sourced.publisher_evidence_id, sourced.title_evidence_id, sourced.author_evidence_id,
            sourced.url_evidence_id
        ),
        false
    ) as is_decisive,
    source_evidence.candidate,
    source_evidence.surface,
    source_evidence.line_number,
    source_evidence.char_start,
    source_evidence.char_end,
    source_evidence.finder,
    source_evidence.confidence
from source_evidence
inner join sourced on source_evidence.article_id = sourced.article_id
