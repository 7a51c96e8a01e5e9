{{ config(meta={'dagster': {'ref': {'name': 'articles'}}}) }}

-- Two current articles at one location would count one place of publication twice; an older one names its successor.
with

articles as (
    select * from {{ ref('articles') }}
)

select location
from articles
where is_current
group by location
having count(*) > 1

union all

select location
from articles
where is_current = (superseded_by is not null)
