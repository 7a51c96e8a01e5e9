with

documents as (
    select * from {{ ref('stg_documents') }}
),

deliveries as (
    select * from {{ ref('stg_deliveries') }}
),

stage_progress as (
    select * from {{ ref('stg_stage_progress') }}
),

articles as (
    select * from {{ ref('int_articles') }}
),

arrivals as (
    select
        document_id,
        min(delivered_at) as first_delivered_at
    from deliveries
    where document_id is not null
    group by document_id
),

failures as (
    select
        document_id,
        stage,
        reason
    from stage_progress
    where outcome = 'failed'
    qualify row_number() over (partition by document_id order by stage_number asc nulls last, stage asc) = 1
),

published as (
    select
        document_id,
        count(*) as article_count
    from articles
    group by document_id
)

select
    documents.document_id,
    case
        when published.article_count > 0 then 'article'
        when failures.stage is not null then 'failed'
    end as outcome,
    failures.stage as failed_stage,
    failures.reason,
    documents.media_type,
    documents.encoding,
    documents.content_size,
    documents.character_count,
    documents.content_digest,
    arrivals.first_delivered_at,
    coalesce(published.article_count, 0) as article_count
from documents
left join arrivals on documents.document_id = arrivals.document_id
left join failures on documents.document_id = failures.document_id
left join published on documents.document_id = published.document_id
