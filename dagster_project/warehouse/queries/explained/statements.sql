select article_id, cue_start as char_start, cue_end as char_end, surface, statement_kind, cue, speaker, actor_name,
    speaker_basis, negation, hedge, rule, confidence
from marts.statements left join marts.actors on statements.speaker_actor_id = actors.actor_id
where article_id = any($articles) and is_content order by statement_number
