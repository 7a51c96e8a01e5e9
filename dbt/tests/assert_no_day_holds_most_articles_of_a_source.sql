{{ config(severity='warn', meta={'dagster': {'ref': {'name': 'articles'}}}) }}

-- Of ten or more dated articles on three or more days: a clock or a relaunch is taken for their day, or news broke.
with

articles as (
    select * from {{ ref('articles') }}
    where is_current and published_on is not null and source_id is not null
),

daily as (
    select
        source_id,
        published_on,
        count(*) as article_count,
        sum(count(*)) over (partition by source_id) as source_article_count,
        count(*) over (partition by source_id) as source_day_count
    from articles
    group by source_id, published_on
)

select * from daily
where source_article_count >= 10 and source_day_count >= 3 and article_count > source_article_count / 2
