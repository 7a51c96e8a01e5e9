with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

observed as (
    select * from {{ ref('stg_page_lines') }}
    where {{ in_slice() }}
),

repeated_lines as (
    select * from {{ ref('int_repeated_lines') }}
),

roles as (
    select * from {{ ref('line_roles') }}
),

line_texts as (
    {{ lines_of('changed_articles') }}
),

-- What its page takes for content is chrome when the source's other pages have it as well.
decided as (
    select
        changed_articles.article_id,
        changed_articles.document_id,
        changed_articles.article_state,
        observed.line_number,
        observed.char_start,
        observed.char_end,
        line_texts.line_text,
        case when repeated_lines.article_id is null then observed.observed_role else 'other' end as role,
        observed.body_probability,
        case
            when repeated_lines.article_id is null then observed.reason
            else format('repeats on {} or more pages of this source', repeated_lines.least_page_count)
        end as reason
    from changed_articles
    inner join line_texts on changed_articles.article_id = line_texts.article_id
    -- By both columns of the text: by the article's document, a large corpus is first joined by line number alone.
    inner join observed
        on line_texts.document_id = observed.document_id and line_texts.line_number = observed.line_number
    left join repeated_lines
        on changed_articles.article_id = repeated_lines.article_id and observed.line_number = repeated_lines.line_number
)

select
    decided.article_id,
    decided.document_id,
    decided.article_state,
    decided.line_number,
    decided.char_start,
    decided.char_end,
    decided.line_text,
    decided.role,
    roles.is_content,
    roles.is_body,
    decided.body_probability,
    decided.reason
from decided
left join roles on decided.role = roles.role
