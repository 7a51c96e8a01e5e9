-- An outlet is one thing whether it speaks or is spoken of.
select * exclude (valid_from, valid_to) from {{ ref('gazetteer_actors') }}
union all by name
select
    publisher_id as actor_id,
    publisher_name as actor_name,
    'media' as actor_type,
    country_iso3 as parent_id
from {{ ref('publishers') }}
