-- What the gazetteer reads surely enough to stand against the tagger.
select
    alias_matches.*,
    actors.actor_type,
    actors.actor_type in ('country', 'territory', 'historic_country') as is_country
from {{ ref('stg_alias_matches') }} as alias_matches
left join {{ ref('gazetteer_actors') }} as actors on alias_matches.actor_id = actors.actor_id
where alias_matches.tier in ('A', 'B') and alias_matches.reference_kind not in ('nominal', 'title')
