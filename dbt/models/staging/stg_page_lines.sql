with

page_lines as (
    select * from {{ source('raw', 'page_lines') }}
)

select
    document_id,
    line_number,
    char_start,
    char_end,
    observed_role,
    body_probability,
    reason
from page_lines
