{{ config(severity='warn', meta={'dagster': {'ref': {'name': 'articles'}}}) }}

-- Such a clue decides nothing, so the article has a weaker day or none; a correction there is a slip.
with

articles as (
    select * from {{ ref('articles') }}
    where is_current
),

date_evidence as (
    select * from {{ ref('date_evidence') }}
    where rank is not null and confidence >= 0.5
)

select
    articles.article_id,
    articles.location,
    articles.first_delivered_on,
    date_evidence.evidence_kind,
    date_evidence.candidate_date
from date_evidence
inner join articles on date_evidence.article_id = articles.article_id
where {{ first_day_of('date_evidence.candidate_date') }} > articles.first_delivered_on + 1
