-- Mentions after corrections: two actors that are one, or one that beside a third is another.
with

mentions as (
    select * from {{ ref('int_mentions') }}
),

corrections as (
    select * from {{ ref('actor_corrections') }}
),

corrected as (
    select
        mentions.article_id,
        mentions.actor_id as former_id,
        arg_max(corrections.actor_id, coalesce(corrections.beside_actor_id, '')) as actor_id
    from mentions
    inner join corrections on mentions.actor_id = corrections.former_id
    where
        corrections.beside_actor_id is null
        or exists (
            select 1 from mentions as others
            where
                others.article_id = mentions.article_id
                and others.actor_id = corrections.beside_actor_id
                and others.is_counted
        )
    group by mentions.article_id, mentions.actor_id
)

select mentions.* replace (coalesce(corrected.actor_id, mentions.actor_id) as actor_id)
from mentions
left join corrected on mentions.article_id = corrected.article_id and mentions.actor_id = corrected.former_id
