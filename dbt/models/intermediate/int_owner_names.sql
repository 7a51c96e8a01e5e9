with

media_owners as (
    select * from {{ ref('media_owners') }}
),

publisher_names as (
    select * from {{ ref('int_publisher_names') }}
),

spellings as (
    select unnest(list_concat([owner_name], string_split(coalesce(aliases, ''), '|'))) as spelling
    from media_owners
),

keyed as (
    select distinct {{ name_key('spelling') }} as name_key
    from spellings
)

-- A house that is called like its outlet is the outlet.
select keyed.name_key
from keyed
where
    keyed.name_key <> ''
    and keyed.name_key not in (select publisher_names.name_key from publisher_names)
