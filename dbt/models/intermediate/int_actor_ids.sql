-- Which actor answers to an id that is made of a name, once the gazetteer or the registry of outlets knows the name.
with

actors as (
    select * from {{ ref('gazetteer_actors') }}
    where actor_type not in ('country', 'territory', 'historic_country', 'office')
),

aliases as (
    select * from {{ ref('gazetteer_aliases') }}
    where alias_type in ('name', 'acronym') and ambiguity is null
),

publishers as (
    select * from {{ ref('publishers') }}
),

spellings as (
    select
        actors.actor_id,
        actors.actor_type = 'person' as is_person,
        aliases.alias as spelling,
        1 as preference
    from aliases
    inner join actors on aliases.actor_id = actors.actor_id
    union all
    select
        publisher_id as actor_id,
        false as is_person,
        unnest(list_prepend(publisher_name, string_split(coalesce(aliases, ''), '|'))) as spelling,
        2 as preference
    from publishers
),

derived as (
    select
        actor_id,
        preference,
        preference = 2 as is_outlet,
        if(is_person, 'person:', 'org:') || {{ actor_slug('spelling') }} as former_id
    from spellings
),

preferred as (
    select * from derived
    where former_id not in ('person:', 'org:')
    qualify rank() over (partition by former_id order by preference) = 1
)

-- A name that two actors share leads to neither.
select
    former_id,
    min(actor_id) as actor_id,
    bool_or(is_outlet) as is_outlet
from preferred
group by former_id
having count(distinct actor_id) = 1
