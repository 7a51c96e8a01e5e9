with

statements as (
    select * from {{ ref('int_statements_resolved') }}
)

select
    article_id,
    statement_number,
    line_number,
    char_start,
    char_end,
    surface,
    statement_kind,
    cue_start,
    cue_end,
    cue,
    cue_lemma,
    cue_kind,
    speaker_start,
    speaker_end,
    speaker,
    speaker_actor_id,
    speaker_basis,
    speaker_sector,
    negation,
    hedge,
    rule,
    confidence,
    role,
    is_content
from statements
