-- An outlet is one thing whether it speaks or is spoken of.
select * exclude (valid_from, valid_to) from {{ ref('gazetteer_actors') }}
union all by name
select
    publishers.publisher_id as actor_id,
    publishers.publisher_name as actor_name,
    'media' as actor_type,
    gazetteer_actors.actor_id as parent_id
from {{ ref('publishers') }} as publishers
left join {{ ref('gazetteer_actors') }} as gazetteer_actors on publishers.country_iso3 = gazetteer_actors.actor_id
