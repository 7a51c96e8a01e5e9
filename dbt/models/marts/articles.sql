with

articles as (
    select * from {{ ref('int_articles') }}
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

intervals as (
    select * from {{ ref('int_publication_intervals') }}
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

coverage as (
    select * from {{ ref('int_actor_coverage') }}
)

select
    articles.article_id,
    articles.document_id,
    articles.location,
    articles.url,
    sourced.url_evidence_id,
    outlets.source_id,
    sourced.publisher_evidence_id,
    sourced.title,
    sourced.title_evidence_id,
    sourced.author,
    sourced.author_evidence_id,
    dated.published_on,
    dated.date_precision,
    dated.date_confidence,
    dated.date_evidence_id,
    intervals.published_earliest,
    intervals.published_latest,
    articles.first_delivered_on,
    page_texts.language,
    coverage.actor_coverage,
    families.family_id,
    families.is_representative,
    families.relation,
    families.derived_from_article_id,
    articles.is_current,
    articles.superseded_by,
    page_texts.separation_method,
    page_texts.separation_confidence,
    bodies.body_word_count,
    bodies.page_word_count
from articles
inner join page_texts on articles.document_id = page_texts.document_id
inner join bodies on articles.article_id = bodies.article_id
inner join dated on articles.article_id = dated.article_id
inner join intervals on articles.article_id = intervals.article_id
inner join sourced on articles.article_id = sourced.article_id
left join outlets on sourced.source_id = outlets.found_source_id
inner join families on articles.article_id = families.article_id
inner join coverage on articles.document_id = coverage.document_id
