select actor_id, actor_name, sum(mention_count) as mentions
from marts.mention_counts join marts.actors using (actor_id) where is_representative group by all
