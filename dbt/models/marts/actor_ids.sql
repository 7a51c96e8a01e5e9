{{ config(
    post_hook="
        create or replace macro {{ this.schema }}.actor_id_of(id) as
            coalesce((select min(actor_id) from {{ this.schema }}.{{ this.identifier }} where any_id = id), id)
    "
) }}

select
    actor_id as any_id,
    actor_id
from {{ ref('actors') }}
union all
select
    unnest(former_ids) as any_id,
    actor_id
from {{ ref('actors') }}
