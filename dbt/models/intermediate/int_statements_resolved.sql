-- Statements after decisions on who speaks. A pronoun is a guess, so the statement is less sure.
with

statements as (
    select * exclude (previous_speaker_start) from {{ ref('int_statements') }}
),

speakers as (
    select * from {{ ref('int_statement_speakers') }}
),

-- One stretch of words is at most one mention; should two be left, the same one always speaks.
mentioned as (
    select
        article_id,
        char_start,
        char_end,
        min(actor_id) as actor_id
    from {{ ref('int_mentions_resolved') }}
    group by article_id, char_start, char_end
),

sectors as (
    select * from {{ ref('int_speaker_sectors') }}
)

select
    statements.* replace (
        cast(statements.confidence * case speakers.speaker_basis
            when 'only_person' then 0.8
            when 'only_speaker' then 0.6
            else 1
        end as float) as confidence
    ),
    mentioned.actor_id as speaker_actor_id,
    speakers.speaker_basis,
    sectors.sector as speaker_sector
from statements
left join speakers
    on statements.article_id = speakers.article_id and statements.statement_number = speakers.statement_number
left join mentioned
    on
        speakers.article_id = mentioned.article_id
        and speakers.mention_start = mentioned.char_start
        and speakers.mention_end = mentioned.char_end
left join sectors
    on statements.article_id = sectors.article_id and statements.statement_number = sectors.statement_number
