with

outlets as (
    select * from {{ ref('int_outlets') }}
),

sourced as (
    select * from {{ ref('int_articles_sourced') }}
),

publishers as (
    select * from {{ ref('publishers') }}
),

-- Whoever noted an id before the outlet was registered, or before its domain's name was known, finds it by that id.
other_ids as (
    select
        outlets.source_id,
        unnest([sourced.source_id, sourced.own_id]) as other_id
    from sourced
    inner join outlets on sourced.source_id = outlets.found_source_id
    union all
    select
        publisher_id as source_id,
        unnest(string_split(former_ids, '|')) as other_id
    from publishers
    where former_ids is not null
)

select
    source_id,
    list(distinct other_id order by other_id) as former_ids
from other_ids
where other_id <> '' and other_id <> source_id
group by source_id
