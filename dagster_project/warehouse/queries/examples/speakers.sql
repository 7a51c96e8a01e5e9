select speaker || ': ' || surface, article_id
from marts.statements join marts.articles using (article_id)
where is_content and is_current and is_representative and speaker_actor_id is not null
qualify row_number() over (partition by speaker_actor_id order by confidence desc, article_id, statement_number) = 1
order by confidence desc, article_id, statement_number limit 5
