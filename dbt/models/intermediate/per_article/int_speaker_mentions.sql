-- Who is mentioned in the words for a speaker, and whether as the one who speaks: of "Ann Poe's lawyer" and
-- "a spokesman for Ann Poe" she is not. Whom a speaker represents, met or has for a father is nobody's voice.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

statements as (
    select * from {{ ref('int_statements') }}
    where {{ in_slice() }} and speaker_start is not null
),

mentions as (
    select
        mentions.*,
        coalesce(actors.actor_type in ('person', 'office'), starts_with(mentions.actor_id, 'person:')) as is_person
    from {{ ref('int_mentions') }} as mentions
    left join {{ ref('gazetteer_actors') }} as actors on mentions.actor_id = actors.actor_id
    where
        {{ in_slice('mentions') }}
        and mentions.tier in ('A', 'B')
        and mentions.reference_kind not in ('embedded', 'concept')
),

inside as (
    select
        changed_articles.article_id,
        changed_articles.article_state,
        statements.statement_number,
        mentions.actor_id,
        mentions.char_start as mention_start,
        mentions.char_end as mention_end,
        mentions.is_person,
        mentions.reference_kind,
        {{ words_at('statements.speaker', '0', 'mentions.char_start - statements.speaker_start') }} as words_before,
        {{ words_at(
            'statements.speaker', 'mentions.char_end - statements.speaker_start', 'length(statements.speaker)'
        ) }} as words_after
    from changed_articles
    inner join statements on changed_articles.article_id = statements.article_id
    inner join mentions
        on
            statements.article_id = mentions.article_id
            and statements.speaker_start <= mentions.char_start
            and statements.speaker_end >= mentions.char_end
)

select
    * exclude (is_person, reference_kind, words_before, words_after),
    is_person
    and not regexp_matches(words_after, '^[’'']s?( |$)')
    and not regexp_matches(
        words_before, '(?i)\b(for|of|to|with|by|from|in|at) (the )?((mr|mrs|ms|president|sen|gov|rep)\.? )?$'
    ) as is_person_speaking,
    regexp_matches(words_before, '(?i)^(the )?$')
    and regexp_matches(words_after, '^[’'']?s?,?$') as is_all_words
from inside
where
    not regexp_matches(words_before, '\b(who|which) [a-z]|\bwhom\b|\b(via|per|interview with) (the )?$')
    and not (
        is_person
        and regexp_matches(
            words_after, '^[’'']s? .*\b(daughter|son|wife|husband|mother|father|sister|brother|widow|widower)\b'
        )
    )
    -- Of places only those whose officials speak.
    and (
        reference_kind <> 'place'
        or regexp_matches(
            words_before, '(?i)\b(officials?|authorities|ministers|lawmakers|leaders|diplomats|government) in $'
        )
    )
