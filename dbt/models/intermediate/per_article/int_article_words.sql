-- What a search looks through: the words of title and body.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

titles as (
    select * from {{ ref('int_articles_sourced') }}
),

bodies as (
    select * from {{ ref('int_article_bodies') }}
),

words as (
    select
        titles.article_id,
        unnest({{ search_words_in('titles.title') }}) as word,
        true as is_title
    from titles
    inner join changed_articles on titles.article_id = changed_articles.article_id
    union all
    select
        bodies.article_id,
        unnest({{ search_words_in('bodies.body_text') }}) as word,
        false as is_title
    from bodies
    inner join changed_articles on bodies.article_id = changed_articles.article_id
)

-- Longer ones are addresses and data.
select
    changed_articles.article_id,
    changed_articles.article_state,
    words.word,
    cast(count(*) filter (where words.is_title) as integer) as title_count,
    cast(count(*) filter (where not words.is_title) as integer) as body_count
from changed_articles
inner join words on changed_articles.article_id = words.article_id
where length(words.word) <= 40
group by changed_articles.article_id, changed_articles.article_state, words.word
