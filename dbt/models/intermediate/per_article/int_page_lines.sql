with

changed_articles as (
    select * from {{ ref('int_articles') }}
    {{ only_changed_articles() }}
),

page_lines as (
    select * from {{ ref('stg_page_lines') }}
),

roles as (
    select * from {{ ref('line_roles') }}
)

select
    changed_articles.article_id,
    changed_articles.article_state,
    page_lines.line_number,
    page_lines.char_start,
    page_lines.char_end,
    page_lines.observed_role as role,
    roles.is_content,
    roles.is_body,
    page_lines.body_probability,
    page_lines.reason
from changed_articles
inner join page_lines on changed_articles.document_id = page_lines.document_id
left join roles on page_lines.observed_role = roles.role
