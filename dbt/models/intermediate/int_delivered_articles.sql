with

deliveries as (
    select * from {{ ref('stg_deliveries') }}
),

stage_progress as (
    select * from {{ ref('stg_stage_progress') }}
),

source_evidence as (
    select * from {{ ref('stg_source_evidence') }}
),

ranks as (
    select * from {{ ref('source_evidence_ranks') }}
),

separated as (
    select document_id
    from stage_progress
    where stage = 'separation' and outcome = 'done'
),

page_urls as (
    select
        source_evidence.document_id,
        source_evidence.confidence,
        source_evidence.line_number,
        ranks.rank,
        {{ canonical_url('source_evidence.candidate') }} as page_url
    from source_evidence
    inner join ranks
        on source_evidence.field = ranks.field and source_evidence.evidence_kind = ranks.evidence_kind
    where source_evidence.field = 'url' and ranks.rank is not null
),

best_page_urls as (
    select
        document_id,
        page_url
    from page_urls
    where page_url is not null
    qualify
        row_number() over (
            partition by document_id
            order by rank asc, confidence desc, line_number asc nulls first, page_url asc
        ) = 1
),

identified as (
    select
        deliveries.*,
        coalesce(
            deliveries.hint_url,
            case when deliveries.media_type = 'text/html' then best_page_urls.page_url end
        ) as url
    from deliveries
    inner join separated on deliveries.document_id = separated.document_id
    left join best_page_urls on deliveries.document_id = best_page_urls.document_id
    where deliveries.outcome <> 'rejected'
)

select
    *,
    left(
        sha256(concat_ws('|', document_id, coalesce(url, {{ name_key('hint_publisher') }}, ''))), 20
    ) as article_id,
    coalesce(url, location) as place
from identified
