with

known_actors as (
    select * from {{ ref('int_known_actors') }}
),

mentions as (
    select * from {{ ref('int_mentions_resolved') }}
),

corrections as (
    select * from {{ ref('actor_corrections') }}
    where beside_actor_id is null
),

-- A person or an organisation that only the tagger found bears the name by which it is called most.
found_actors as (
    select
        actor_id,
        alias as actor_name,
        if(starts_with(actor_id, 'person:'), 'person', 'organisation') as actor_type
    from mentions
    where actor_id not in (select known_actors.actor_id from known_actors)
    group by actor_id, alias, reference_kind
    qualify row_number() over (
        partition by actor_id order by reference_kind = 'name' desc, count(*) desc, length(alias) desc, alias asc
    ) = 1
),

everybody as (
    select * from known_actors
    union all by name
    select
        found_actors.*,
        countries.actor_id as parent_id
    from found_actors
    left join known_actors as countries on upper(split_part(found_actors.actor_id, ':', 2)) = countries.actor_id
),

former as (
    select
        actor_id,
        list(distinct former_id order by former_id) as former_ids
    from (
        select * exclude (is_outlet) from {{ ref('int_actor_ids') }}
        union all by name
        select * exclude (beside_actor_id, reason) from corrections
    )
    group by actor_id
),

counted as (
    select
        actor_id,
        sum(mention_count) as mention_count,
        count(*) filter (where mention_count > 0) as article_count
    from {{ ref('mention_counts') }}
    group by actor_id
)

select
    everybody.actor_id,
    everybody.actor_name,
    everybody.actor_type,
    everybody.iso3,
    everybody.plover_code,
    everybody.wikidata_qid,
    everybody.parent_id,
    coalesce(former.former_ids, cast([] as varchar[])) as former_ids,
    cast(coalesce(counted.mention_count, 0) as bigint) as total_mention_count,
    coalesce(counted.article_count, 0) as total_article_count
from everybody
left join former on everybody.actor_id = former.actor_id
left join counted on everybody.actor_id = counted.actor_id
where everybody.actor_id not in (select corrections.former_id from corrections)
