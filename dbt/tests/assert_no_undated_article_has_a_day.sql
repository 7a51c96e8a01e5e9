{{ config(meta={'dagster': {'ref': {'name': 'articles'}}}) }}

-- A day comes from evidence of day precision or not at all, and so do the days of the counts.
with

articles as (
    select * from {{ ref('articles') }}
),

evidence as (
    select * from {{ ref('date_evidence') }}
    where is_decisive and date_precision = 'day'
),

mention_counts as (
    select * from {{ ref('mention_counts') }}
)

select
    articles.article_id,
    articles.published_on
from articles
left join evidence on articles.date_evidence_id = evidence.date_evidence_id
where articles.published_on is distinct from try_cast(evidence.candidate_date as date)

union all

select
    mention_counts.article_id,
    mention_counts.date_day
from mention_counts
inner join articles on mention_counts.article_id = articles.article_id
where mention_counts.date_day is distinct from articles.published_on
