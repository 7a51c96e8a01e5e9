with

deliveries as (
    select * from {{ ref('stg_deliveries') }}
),

delivered_articles as (
    select * from {{ ref('int_delivered_articles') }}
)

select
    deliveries.delivery_number,
    deliveries.location,
    deliveries.document_id,
    delivered_articles.article_id,
    deliveries.outcome,
    deliveries.reason_code,
    deliveries.reason,
    deliveries.media_type,
    deliveries.file_size,
    deliveries.hint_url,
    deliveries.hint_publisher,
    deliveries.hint_author,
    deliveries.hint_title,
    deliveries.hint_published,
    deliveries.hint_fetched_at,
    deliveries.hints_problem,
    deliveries.feed,
    deliveries.http_status,
    deliveries.http_url,
    deliveries.http_content_type,
    deliveries.http_etag,
    deliveries.http_last_modified,
    deliveries.delivered_at
from deliveries
left join delivered_articles on deliveries.delivery_number = delivered_articles.delivery_number
