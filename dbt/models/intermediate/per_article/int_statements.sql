with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

statements as (
    select * from {{ ref('stg_statements') }}
    where {{ in_slice() }}
),

page_lines as (
    select * from {{ ref('int_page_lines') }}
    where {{ in_slice() }}
),

of_articles as (
    select
        changed_articles.article_id,
        changed_articles.article_state,
        statements.*,
        last_value(
            case when lower(statements.speaker) not in ('he', 'she', 'they', 'who') then statements.speaker_start end
            ignore nulls
        ) over earlier as previous_speaker_start,
        page_lines.role,
        page_lines.is_content
    from changed_articles
    inner join statements on changed_articles.document_id = statements.document_id
    inner join page_lines
        on
            changed_articles.article_id = page_lines.article_id
            and changed_articles.document_id = page_lines.document_id
            and statements.line_number = page_lines.line_number
    window
        earlier as (
            partition by changed_articles.article_id order by statements.statement_number
            rows between unbounded preceding and 1 preceding
        )
)

select * from of_articles
