{{ config(meta={'dagster': {'ref': {'name': 'mention_counts'}}}) }}

-- Only articles that stand at their location count, alone or for their family.
with

articles as (
    select * from {{ ref('articles') }}
    where not is_current
),

mention_counts as (
    select * from {{ ref('mention_counts') }}
)

select articles.article_id
from articles
left join mention_counts on articles.article_id = mention_counts.article_id
where articles.is_representative or mention_counts.article_id is not null
