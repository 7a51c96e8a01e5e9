with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

page_texts as (
    select * from {{ ref('stg_page_texts') }}
    where {{ in_slice() }}
),

lines as (
    select
        page_lines.*,
        {{ words_of('page_lines.line_text') }} as words
    from {{ ref('int_page_lines') }} as page_lines
    inner join changed_articles
        on page_lines.article_id = changed_articles.article_id and page_lines.document_id = changed_articles.document_id
    where {{ in_slice('page_lines') }}
),

bodies as (
    select
        article_id,
        string_agg(line_text, chr(10) order by line_number) filter (where is_body) as body_text,
        string_agg(array_to_string(words, ' '), ' ' order by line_number) filter (
            where is_body and len(words) > 0
        ) as body_words,
        sum(len(words)) filter (where is_body) as body_word_count,
        sum(len(words)) as page_word_count
    from lines
    group by article_id
)

select
    changed_articles.article_id,
    changed_articles.document_id,
    changed_articles.article_state,
    page_texts.page_text,
    bodies.body_text,
    cast(coalesce(bodies.body_word_count, 0) as bigint) as body_word_count,
    cast(coalesce(bodies.page_word_count, 0) as bigint) as page_word_count,
    md5(lower(bodies.body_words)) as body_digest
from changed_articles
inner join page_texts on changed_articles.document_id = page_texts.document_id
left join bodies on changed_articles.article_id = bodies.article_id
