{{ config(
    materialized='table',
    post_hook=['{{ create_search_scores(this.schema) }}', '{{ create_search_articles(this.schema) }}']
) }}
-- Stems are made word by word when the corpus is, so that a reader needs no stemmer.
with

words as (
    select
        coalesce(articles.language, '') as language,
        search_postings.word,
        count(*) as article_count
    from {{ ref('search_postings') }} as search_postings
    inner join {{ ref('articles') }} as articles on search_postings.article_id = articles.article_id
    group by all
),

stemmed as (
    select
        words.*,
        {{ stem_of('words.word', 'stemmers.stemmer') }} as stem
    from words
    left join {{ ref('search_stemmers') }} as stemmers on words.language = stemmers.language
)

select
    language,
    word,
    coalesce(stem, word) as stem,
    stem is not null as is_stemmed,
    article_count
from stemmed
