select
    aliases.actor_id,
    aliases.alias,
    aliases.alias_type,
    aliases.case_rule,
    aliases.ambiguity,
    cast(aliases.priority as bigint) as priority,
    aliases.valid_from,
    aliases.valid_to
from {{ ref('gazetteer_aliases') }} as aliases
where aliases.actor_id is not null
