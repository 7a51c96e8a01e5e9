with

articles as (
    select * from {{ ref('int_articles') }}
),

page_lines as (
    select * from {{ ref('int_page_lines') }}
),

line_texts as (
    select * from {{ ref('stg_line_texts') }}
)

select
    page_lines.article_id,
    page_lines.line_number,
    page_lines.char_start,
    page_lines.char_end,
    page_lines.role,
    page_lines.is_content,
    page_lines.is_body,
    page_lines.body_probability,
    page_lines.reason,
    line_texts.line_text
from page_lines
inner join articles on page_lines.article_id = articles.article_id
inner join line_texts
    on articles.document_id = line_texts.document_id and page_lines.line_number = line_texts.line_number
