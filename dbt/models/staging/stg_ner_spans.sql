with

ner_spans as (
    select * from {{ source('raw', 'ner_spans') }}
)

select
    document_id,
    line_number,
    char_start,
    char_end,
    surface,
    entity_type,
    sentence_start,
    sentence_end
from ner_spans
