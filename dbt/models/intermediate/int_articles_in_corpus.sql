with

articles as (
    select * from {{ ref('int_articles') }}
),

repeats as (
    select
        article_id,
        string_agg(concat_ws(' ', line_number, least_page_count), ', ' order by line_number) as repeated_lines
    from {{ ref('int_repeated_lines') }}
    group by article_id
)

select
    articles.article_id,
    articles.document_id,
    md5(concat_ws(' ', articles.article_state, repeats.repeated_lines)) as article_state
from articles
left join repeats on articles.article_id = repeats.article_id
-- A slice of documents lies together.
order by articles.document_id
