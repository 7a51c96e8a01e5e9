with

statements as (
    select * from {{ source('raw', 'statements') }}
)

select
    document_id,
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
    negation,
    hedge,
    rule,
    confidence
from statements
