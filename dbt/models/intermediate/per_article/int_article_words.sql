-- What a search looks through: the words of title and body.
with

changed_articles as (
    select
        *,
        row_number() over (order by article_id) as number
    from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

titles as (
    select * from {{ ref('int_articles_sourced') }}
    where {{ in_slice() }}
),

bodies as (
    select * from {{ ref('int_article_bodies') }}
    where {{ in_slice() }}
),

words as (
    select
        changed_articles.number,
        unnest({{ search_words_in('titles.title') }}) as word,
        true as is_title
    from titles
    inner join changed_articles on titles.article_id = changed_articles.article_id
    union all
    select
        changed_articles.number,
        unnest({{ search_words_in('bodies.body_text') }}) as word,
        false as is_title
    from bodies
    inner join changed_articles
        on bodies.article_id = changed_articles.article_id and bodies.document_id = changed_articles.document_id
),

-- By a number: ids and states grouped with each word took twice as long. Longer words are addresses and data.
counted as (
    select
        number,
        word,
        cast(count(*) filter (where is_title) as integer) as title_count,
        cast(count(*) filter (where not is_title) as integer) as body_count
    from words
    where length(word) <= 40
    group by number, word
)

select
    changed_articles.article_id,
    changed_articles.article_state,
    counted.word,
    counted.title_count,
    counted.body_count
from changed_articles
inner join counted on changed_articles.number = counted.number
