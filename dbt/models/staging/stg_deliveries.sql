with

deliveries as (
    select * from {{ source('raw', 'deliveries') }}
)

select
    delivery_number,
    location,
    document_id,
    outcome,
    reason_code,
    reason,
    media_type,
    file_size,
    {{ canonical_url('hint_url') }} as hint_url,
    nullif(trim(hint_publisher), '') as hint_publisher,
    nullif(trim(hint_author), '') as hint_author,
    nullif(trim(hint_title), '') as hint_title,
    nullif(trim(hint_published), '') as hint_published,
    -- ISO 8601 allows an instant without seconds; SQL does not where a zone follows.
    timezone('UTC', try_cast(
        regexp_replace(hint_fetched_at, '([T ]\d{2}:\d{2})(Z|[+-])', '\1:00\2') as timestamptz
    )) as hint_fetched_at,
    hints_problem,
    feed,
    http_status,
    http_url,
    http_content_type,
    http_etag,
    http_last_modified,
    delivered_at,
    cast(delivered_at as date) as delivered_on
from deliveries
