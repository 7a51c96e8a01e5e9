with

sourced as (
    select
        *,
        {{ slug_of('source_domain') }} as domain_id
    from {{ ref('int_articles_sourced') }}
    where source_id is not null
),

-- What articles delivered from a domain are called by better evidence than the domain.
names_of_domains as (
    select
        domain_id,
        source_id,
        count(*) as article_count,
        sum(count(*)) over (partition by domain_id) as named_count
    from sourced
    where domain_id <> '' and source_id <> domain_id
    group by domain_id, source_id
),

-- A platform with many names has none of its own.
learnt as (
    select
        domain_id,
        source_id
    from names_of_domains
    where 2 * article_count > named_count
)

select distinct
    sourced.source_id as found_source_id,
    coalesce(learnt.source_id, sourced.source_id) as source_id
from sourced
left join learnt on sourced.source_id = learnt.domain_id and sourced.how_recognised = 'unregistered'
