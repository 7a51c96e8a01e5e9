select article_id, actor_id, actor_name, mention_count, name_mention_count, page_mention_count
from marts.mention_counts join marts.actors using (actor_id)
where article_id = any($articles) order by mention_count desc, page_mention_count desc, actor_id
