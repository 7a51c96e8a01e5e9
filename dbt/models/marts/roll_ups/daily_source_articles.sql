with

articles as (
    select * from {{ ref('articles') }}
    where is_current
),

daily as (
    select
        published_on as date_day,
        count(*) as all_article_count,
        count(*) filter (where is_representative) as all_representative_article_count
    from articles
    group by published_on
),

counted as (
    select
        source_id,
        published_on as date_day,
        count(*) as article_count,
        count(*) filter (where is_representative) as representative_article_count
    from articles
    group by source_id, published_on
)

select
    counted.source_id,
    counted.date_day,
    counted.article_count,
    daily.all_article_count,
    counted.article_count / daily.all_article_count as article_share,
    counted.representative_article_count,
    daily.all_representative_article_count,
    counted.representative_article_count / nullif(daily.all_representative_article_count, 0)
        as representative_article_share
from counted
inner join daily on counted.date_day is not distinct from daily.date_day
