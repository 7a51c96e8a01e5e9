-- Cutting a page once is linear in its length; slicing it once per line would not be.
with

page_texts as (
    select * from {{ source('raw', 'page_texts') }}
),

cut as (
    select
        document_id,
        string_split(page_text, chr(10)) as lines
    from page_texts
)

select
    document_id,
    cast(generate_subscripts(lines, 1) as integer) as line_number,
    unnest(lines) as line_text
from cut
