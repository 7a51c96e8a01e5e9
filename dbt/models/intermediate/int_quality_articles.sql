with

articles as (
    select * from {{ ref('int_articles') }}
    where is_current
),

page_texts as (
    select * from {{ ref('stg_page_texts') }}
),

bodies as (
    select * from {{ ref('int_article_bodies') }}
),

dated as (
    select * from {{ ref('int_articles_dated') }}
),

sourced as (
    select * from {{ ref('int_articles_sourced') }}
),

outlets as (
    select * from {{ ref('int_outlets') }}
),

families as (
    select * from {{ ref('int_article_families') }}
),

signs as (
    select * from {{ ref('int_article_signs') }}
)

select
    articles.article_id,
    articles.document_id,
    articles.location,
    outlets.source_id,
    articles.first_delivered_on,
    dated.published_on,
    page_texts.language,
    sourced.title,
    {{ word_count("coalesce(sourced.title, '')") }} as title_word_count,
    bodies.body_word_count,
    bodies.page_word_count,
    1 - bodies.body_word_count / greatest(bodies.page_word_count, 1) as chrome_share,
    families.family_id,
    signs.damaged_place_count,
    signs.unknown_name_count
from articles
inner join page_texts on articles.document_id = page_texts.document_id
inner join bodies on articles.article_id = bodies.article_id
inner join dated on articles.article_id = dated.article_id
inner join sourced on articles.article_id = sourced.article_id
left join outlets on sourced.source_id = outlets.found_source_id
inner join families on articles.article_id = families.article_id
inner join signs on articles.article_id = signs.article_id
