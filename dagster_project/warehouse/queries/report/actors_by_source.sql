with top_actors as (
    select actor_id, actor_name, sum(mention_count) as mentions
    from marts.mention_counts join marts.actors using (actor_id)
    where is_representative group by all having mentions > 0 order by mentions desc, actor_name limit 12
), top_sources as (
    select source_id, source_name from marts.sources order by article_count desc, source_name limit 8
)
select actor_name, source_name, shares.mention_count, round(shares.mention_share, 3) as mention_share
from marts.source_actor_mentions as shares join top_actors using (actor_id) join top_sources using (source_id)
order by top_actors.mentions desc, actor_name, source_name
