with

gazetteer_actors as (
    select * from {{ ref('gazetteer_actors') }}
),

mention_counts as (
    select * from {{ ref('mention_counts') }}
),

counted as (
    select
        actor_id,
        sum(mention_count) as mention_count,
        count(*) filter (where mention_count > 0) as article_count
    from mention_counts
    group by actor_id
)

select
    gazetteer_actors.actor_id,
    gazetteer_actors.actor_name,
    gazetteer_actors.actor_type,
    gazetteer_actors.iso3,
    gazetteer_actors.plover_code,
    gazetteer_actors.wikidata_qid,
    gazetteer_actors.parent_id,
    cast([] as varchar[]) as former_ids,
    cast(coalesce(counted.mention_count, 0) as bigint) as total_mention_count,
    coalesce(counted.article_count, 0) as total_article_count
from gazetteer_actors
left join counted on gazetteer_actors.actor_id = counted.actor_id
