with

changed_articles as (
    select * from {{ ref('int_articles') }}
    {{ only_changed_articles() }}
),

page_lines as (
    select * from {{ ref('stg_page_lines') }}
    where {{ in_slice() }}
),

content_roles as (
    select * from {{ ref('line_roles') }}
    where is_content and role <> 'title'
),

line_texts as (
    {{ lines_of('changed_articles') }}
)

-- Numbers differ from page to page where a line is otherwise the same ("5 comments").
select
    changed_articles.article_id,
    changed_articles.article_state,
    line_texts.line_number,
    md5_number_lower(
        regexp_replace(regexp_replace(lower(trim(line_texts.line_text)), '\d+', '0', 'g'), '\s+', ' ', 'g')
    ) as line_key,
    {{ word_count('line_texts.line_text') }} as word_count
from changed_articles
inner join line_texts on changed_articles.article_id = line_texts.article_id
-- By both columns of the text: by the article's document, a large corpus is first joined by line number alone.
inner join page_lines
    on line_texts.document_id = page_lines.document_id and line_texts.line_number = page_lines.line_number
inner join content_roles on page_lines.observed_role = content_roles.role
