select actor_name, count(*) as statements, count(*) filter (where statement_kind = 'direct') as quoted
from marts.statements
join marts.articles using (article_id)
join marts.actors on statements.speaker_actor_id = actors.actor_id
where is_content and is_current and is_representative
group by actor_name order by statements desc, actor_name limit 12
