select article_id, char_start, char_end, surface, actor_id, actor_name, reference_kind, method, tier, confidence, is_counted
from marts.mentions left join marts.actors using (actor_id)
where article_id = any($articles) order by char_start, char_end, actor_id
