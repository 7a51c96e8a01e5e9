with

articles as (
    select * from {{ ref('int_articles') }}
),

dated as (
    select * from {{ ref('int_articles_dated') }}
),

sourced as (
    select * from {{ ref('int_articles_sourced') }}
    where source_id is not null
),

publishers as (
    select * from {{ ref('publishers') }}
),

-- Of several spellings of an unregistered outlet the most frequent speaks, of equals the first in the alphabet.
spellings as (
    select
        source_id,
        source_name,
        count(*) as article_count
    from sourced
    group by source_id, source_name
),

domains as (
    select
        source_id,
        source_domain,
        count(*) as article_count
    from sourced
    where source_domain is not null
    group by source_id, source_domain
),

best_names as (
    select * from spellings
    qualify row_number() over (partition by source_id order by article_count desc, source_name asc) = 1
),

best_domains as (
    select * from domains
    qualify row_number() over (partition by source_id order by article_count desc, source_domain asc) = 1
),

counted as (
    select
        sourced.source_id,
        min(sourced.how_recognised) as how_recognised,
        count(*) filter (where articles.is_current) as article_count,
        count(dated.published_on) filter (where articles.is_current) as dated_article_count,
        min(dated.published_on) filter (where articles.is_current) as first_day,
        max(dated.published_on) filter (where articles.is_current) as last_day
    from sourced
    inner join articles on sourced.article_id = articles.article_id
    inner join dated on sourced.article_id = dated.article_id
    group by sourced.source_id
)

select
    counted.source_id,
    best_names.source_name,
    coalesce(publishers.domain, best_domains.source_domain) as domain,
    publishers.country_iso3,
    counted.how_recognised,
    counted.article_count,
    counted.dated_article_count,
    counted.first_day,
    counted.last_day
from counted
inner join best_names on counted.source_id = best_names.source_id
left join best_domains on counted.source_id = best_domains.source_id
left join publishers on counted.source_id = publishers.publisher_id
