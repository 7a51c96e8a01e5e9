{{ config(meta={'dagster': {'ref': {'name': 'mention_counts'}}}) }}

-- Two actors share as many articles as count both, and no more than count either.
with

counts as (
    select * from {{ ref('mention_counts') }}
    where mention_count > 0
),

expected as (
    select
        one.actor_id,
        other.actor_id as other_actor_id,
        count(*) as shared_article_count
    from counts as one
    inner join counts as other on one.article_id = other.article_id and one.actor_id < other.actor_id
    group by one.actor_id, other.actor_id
)

select co_mentions.*
from {{ ref('actor_co_mentions') }} as co_mentions
left join expected
    on
        co_mentions.actor_id = expected.actor_id
        and co_mentions.other_actor_id = expected.other_actor_id
where
    co_mentions.shared_article_count is distinct from expected.shared_article_count
    or co_mentions.shared_article_count > least(co_mentions.article_count, co_mentions.other_article_count)
    or co_mentions.lift <= 0
