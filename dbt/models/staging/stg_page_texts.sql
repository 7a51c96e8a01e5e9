with

page_texts as (
    select * from {{ source('raw', 'page_texts') }}
)

select
    document_id,
    page_text,
    language,
    separation_method,
    separation_confidence
from page_texts
