with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

observed as (
    select * from {{ ref('stg_page_lines') }}
),

repeated_lines as (
    select * from {{ ref('int_repeated_lines') }}
),

roles as (
    select * from {{ ref('line_roles') }}
),

-- What its page takes for content is chrome when the source's other pages have it as well.
decided as (
    select
        changed_articles.article_id,
        changed_articles.article_state,
        observed.line_number,
        observed.char_start,
        observed.char_end,
        case when repeated_lines.article_id is null then observed.observed_role else 'other' end as role,
        observed.body_probability,
        case
            when repeated_lines.article_id is null then observed.reason
            else format('repeats on {} or more pages of this source', repeated_lines.least_page_count)
        end as reason
    from changed_articles
    inner join observed on changed_articles.document_id = observed.document_id
    left join repeated_lines
        on changed_articles.article_id = repeated_lines.article_id and observed.line_number = repeated_lines.line_number
)

select
    decided.article_id,
    decided.article_state,
    decided.line_number,
    decided.char_start,
    decided.char_end,
    decided.role,
    roles.is_content,
    roles.is_body,
    decided.body_probability,
    decided.reason
from decided
left join roles on decided.role = roles.role
