with

articles as (
    select * from {{ ref('int_articles') }}
),

other_ids as (
    select * from {{ ref('int_former_source_ids') }}
),

publishers as (
    select * from {{ ref('publishers') }}
),

placed as (
    select
        sourced.* replace (outlets.source_id as source_id),  -- noqa: RF02
        outlets.source_id = sourced.source_id as is_own_name
    from {{ ref('int_articles_sourced') }} as sourced
    inner join {{ ref('int_outlets') }} as outlets on sourced.source_id = outlets.found_source_id
),

-- Of several spellings of an unregistered outlet the most frequent speaks, of equals the first in the alphabet.
best_names as (
    select
        source_id,
        source_name
    from placed
    where is_own_name
    group by source_id, source_name
    qualify row_number() over (partition by source_id order by count(*) desc, source_name asc) = 1
),

best_domains as (
    select
        source_id,
        source_domain
    from placed
    where source_domain is not null
    group by source_id, source_domain
    qualify row_number() over (partition by source_id order by count(*) desc, source_domain asc) = 1
),

counted as (
    select
        placed.source_id,
        min(placed.how_recognised) as how_recognised,
        count(*) filter (where articles.is_current) as article_count,
        count(*) filter (where families.is_representative) as representative_article_count,
        count(dated.published_on) filter (where articles.is_current) as dated_article_count,
        min(dated.published_on) filter (where articles.is_current) as first_day,
        max(dated.published_on) filter (where articles.is_current) as last_day
    from placed
    inner join articles on placed.article_id = articles.article_id
    inner join {{ ref('int_articles_dated') }} as dated on placed.article_id = dated.article_id
    inner join {{ ref('int_article_families') }} as families on placed.article_id = families.article_id
    group by placed.source_id
)

select
    counted.source_id,
    best_names.source_name,
    coalesce(publishers.domain, best_domains.source_domain) as domain,
    publishers.country_iso3,
    publishers.owner,
    coalesce(other_ids.former_ids, []) as former_ids,
    counted.how_recognised,
    counted.article_count,
    counted.representative_article_count,
    counted.dated_article_count,
    counted.first_day,
    counted.last_day
from counted
inner join best_names on counted.source_id = best_names.source_id
left join best_domains on counted.source_id = best_domains.source_id
left join other_ids on counted.source_id = other_ids.source_id
left join publishers on counted.source_id = publishers.publisher_id
