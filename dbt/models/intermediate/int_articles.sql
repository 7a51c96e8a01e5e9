with

delivered_articles as (
    select * from {{ ref('int_delivered_articles') }}
),

-- A delivery stands until another article arrives at its place, or its own content at its location with other hints.
last_arrivals as (
    select
        *,
        arg_max(article_id, delivery_number) over (partition by place) as last_at_place,
        arg_max(article_id, delivery_number) over (partition by location) as last_at_location,
        arg_max(article_id, delivery_number) over (partition by location, document_id) as last_of_document
    from delivered_articles
),

replaced as (
    select
        *,
        case
            when last_at_place <> article_id then last_at_place
            when last_of_document <> article_id then last_of_document
            when url is null and last_at_location <> article_id then last_at_location
        end as replaced_by
    from last_arrivals
),

histories as (
    select
        article_id,
        min(delivery_number) as first_delivery_number,
        min(delivered_at) as first_delivered_at,
        min(delivered_on) as first_delivered_on,
        bool_or(replaced_by is null) as is_current
    from replaced
    group by article_id
),

-- The delivery that speaks for the article: the latest that stands, else the latest.
latest as (
    select * from replaced
    qualify row_number() over (partition by article_id order by replaced_by is null desc, delivery_number desc) = 1
),

document_states as (
    select
        document_id,
        bit_xor(md5_number_lower(concat_ws(' ', stage, effective_version, outcome))) as document_state
    from {{ ref('stg_stage_progress') }}
    group by document_id
)

select
    latest.article_id,
    latest.document_id,
    latest.place as location,
    latest.url,
    latest.media_type,
    latest.hint_url,
    latest.hint_publisher,
    latest.hint_author,
    latest.hint_title,
    latest.hint_published,
    latest.hint_fetched_at,
    histories.first_delivery_number,
    histories.first_delivered_at,
    histories.first_delivered_on,
    histories.is_current,
    case when not histories.is_current then latest.replaced_by end as superseded_by,
    md5(cast(row(
        document_states.document_state, latest.url, latest.hint_url, latest.hint_publisher, latest.hint_author,
        latest.hint_title, latest.hint_published, latest.hint_fetched_at, histories.first_delivered_on
    ) as varchar)) as article_state
from latest
inner join histories on latest.article_id = histories.article_id
left join document_states on latest.document_id = document_states.document_id
-- A slice of documents lies together.
order by latest.document_id
