select
    actor_id as any_id,
    actor_id
from {{ ref('actors') }}
union all
select
    unnest(former_ids) as any_id,
    actor_id
from {{ ref('actors') }}
