-- Mentions after decisions on who is meant.
with

mentions as (
    select * from {{ ref('int_mentions') }}
),

decisions as (
    select * from {{ ref('int_actor_decisions') }}
)

select mentions.* replace (coalesce(decisions.actor_id, mentions.actor_id) as actor_id)
from mentions
left join decisions on mentions.article_id = decisions.article_id and mentions.actor_id = decisions.former_id
