with top_actors as (
    select actor_id, actor_name, sum(mention_count) as mentions
    from marts.mention_counts join marts.actors using (actor_id)
    where is_representative group by all having mentions > 0 order by mentions desc, actor_name limit 12
)
select one.actor_name, other.actor_name as other_name, pairs.shared_article_count, round(pairs.lift, 2) as lift
from marts.actor_co_mentions as pairs
join top_actors as one on one.actor_id = pairs.actor_id
join top_actors as other on other.actor_id = pairs.other_actor_id
where pairs.shared_article_count > 0 order by pairs.shared_article_count desc, one.actor_name, other_name
