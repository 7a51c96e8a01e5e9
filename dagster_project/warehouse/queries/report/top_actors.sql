with top_actors as (
    select actor_id, actor_name, sum(mention_count) as mentions
    from marts.mention_counts join marts.actors using (actor_id)
    where is_representative group by all having mentions > 0 order by mentions desc, actor_name limit 12
)
select actor_name, strftime(date_day, '%Y-%m') as month, sum(mention_count) as mentions
from top_actors join marts.mention_counts using (actor_id)
where is_representative group by actor_name, month, top_actors.mentions having sum(mention_count) > 0
order by top_actors.mentions desc, actor_name, month nulls last
