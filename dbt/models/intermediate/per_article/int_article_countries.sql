-- The country of which an article mostly speaks, if there is one: two of three times when it names any.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

page_lines as (
    select * from {{ ref('int_page_lines') }}
    where {{ in_slice() }} and is_content
),

matches as (
    select * from {{ ref('int_sure_matches') }}
    where {{ in_slice() }} and actor_type in ('country', 'territory')
),

counted as (
    select
        changed_articles.article_id,
        changed_articles.article_state,
        matches.actor_id as country_id,
        count(*) as match_count
    from changed_articles
    inner join matches on changed_articles.document_id = matches.document_id
    inner join page_lines
        on
            changed_articles.article_id = page_lines.article_id
            and changed_articles.document_id = page_lines.document_id
            and matches.line_number = page_lines.line_number
    group by changed_articles.article_id, changed_articles.article_state, matches.actor_id
)

select * from counted
qualify match_count >= 2 and match_count * 3 >= 2 * sum(match_count) over (partition by article_id)
