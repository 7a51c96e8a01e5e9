with

publishers as (
    select * from {{ ref('publishers') }}
),

spellings as (
    select
        publisher_id,
        unnest(
            list_concat(
                [publisher_id, publisher_name],
                string_split(coalesce(aliases, ''), '|'),
                string_split(coalesce(former_ids, ''), '|')
            )
        ) as spelling
    from publishers
),

keyed as (
    select
        publisher_id,
        {{ name_key('spelling') }} as name_key
    from spellings
)

-- A name that two outlets share identifies neither.
select
    name_key,
    min(publisher_id) as publisher_id
from keyed
where name_key <> ''
group by name_key
having count(distinct publisher_id) = 1
