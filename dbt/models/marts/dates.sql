with

articles as (
    select * from {{ ref('articles') }}
    where is_current
),

mention_counts as (
    select * from {{ ref('mention_counts') }}
),

date_mentions as (
    select * from {{ ref('date_mentions') }}
    where is_content
),

published as (
    select
        published_on as date_day,
        count(*) as article_count,
        count(*) filter (where is_representative) as representative_article_count
    from articles
    where published_on is not null
    group by published_on
),

mentioned as (
    select
        date_day,
        cast(sum(mention_count) as bigint) as mention_count,
        cast(sum(mention_count) filter (where is_representative) as bigint) as representative_mention_count
    from mention_counts
    where date_day is not null
    group by date_day
),

named as (
    select
        try_cast(date_mentions.date_value[1:10] as date) as date_day, -- a time of day is on its day
        count(*) as day_reference_count
    from date_mentions
    inner join articles on date_mentions.article_id = articles.article_id
    where
        date_mentions.mention_kind in ('absolute', 'relative', 'named_period')
        and date_mentions.granularity = 'day'
        and try_cast(date_mentions.date_value[1:10] as date) is not null
    group by all
),

calendar as (
    select cast(unnest(generate_series(min(date_day), max(date_day), interval 1 day)) as date) as date_day
    from published
    union
    select date_day from named
)

select
    calendar.date_day,
    coalesce(published.article_count, 0) as article_count,
    coalesce(mentioned.mention_count, 0) as mention_count,
    coalesce(published.representative_article_count, 0) as representative_article_count,
    coalesce(mentioned.representative_mention_count, 0) as representative_mention_count,
    coalesce(named.day_reference_count, 0) as day_reference_count
from calendar
left join published on calendar.date_day = published.date_day
left join mentioned on calendar.date_day = mentioned.date_day
left join named on calendar.date_day = named.date_day
