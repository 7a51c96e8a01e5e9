{{ config(meta={'dagster': {'ref': {'name': 'articles'}}}) }}

-- A family without a representative would vanish from counts that count each family once; two would count it twice.
with

articles as (
    select * from {{ ref('articles') }}
    where is_current
)

select family_id
from articles
group by family_id
having count(*) filter (where is_representative) <> 1
