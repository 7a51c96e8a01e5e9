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
        speakers.article_id,
        speakers.statement_number,
        min(mentions.actor_id) as actor_id
    from speakers
    inner join {{ ref('int_mentions_resolved') }} as mentions
        on
            speakers.article_id = mentions.article_id
            and speakers.mention_start = mentions.char_start
            and speakers.mention_end = mentions.char_end
    group by speakers.article_id, speakers.statement_number
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
    on statements.article_id = mentioned.article_id and statements.statement_number = mentioned.statement_number
left join sectors
    on statements.article_id = sectors.article_id and statements.statement_number = sectors.statement_number
