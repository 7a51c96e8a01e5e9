with

mention_counts as (
    select * from {{ ref('int_mention_counts') }}
),

articles as (
    select * from {{ ref('int_articles') }}
    where is_current
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
)

select
    mention_counts.article_id,
    mention_counts.actor_id,
    outlets.source_id,
    dated.published_on as date_day,
    mention_counts.mention_count,
    mention_counts.name_mention_count,
    mention_counts.title_mention_count,
    mention_counts.page_mention_count,
    mention_counts.demonym_mention_count,
    mention_counts.metonym_mention_count,
    mention_counts.nominal_mention_count,
    mention_counts.place_mention_count,
    mention_counts.embedded_mention_count,
    mention_counts.concept_mention_count,
    families.is_representative
from mention_counts
inner join articles on mention_counts.article_id = articles.article_id
inner join dated on mention_counts.article_id = dated.article_id
inner join sourced on mention_counts.article_id = sourced.article_id
left join outlets on sourced.source_id = outlets.found_source_id
inner join families on mention_counts.article_id = families.article_id
