{{ config(meta={'dagster': {'ref': {'name': 'stg_page_lines'}}}) }}

-- A line's offsets follow from the lengths of the lines above it, each with one line end.
with

line_lengths as (
    select
        document_id,
        line_number,
        length(line_text) as line_length
    from {{ ref('stg_line_texts') }} as line_texts
    where {{ unless_checked('line_texts.document_id') }}
),

page_lines as (
    select * from {{ ref('stg_page_lines') }} as page_lines
    where {{ unless_checked('page_lines.document_id') }}
),

placed as (
    select
        *,
        coalesce(
            sum(line_length + 1) over (
                partition by document_id
                order by line_number
                rows between unbounded preceding and 1 preceding
            ), 0
        ) as char_start
    from line_lengths
)

select page_lines.*
from page_lines
left join placed on page_lines.document_id = placed.document_id and page_lines.line_number = placed.line_number
where
    page_lines.char_start is distinct from placed.char_start
    or page_lines.char_end is distinct from placed.char_start + placed.line_length
