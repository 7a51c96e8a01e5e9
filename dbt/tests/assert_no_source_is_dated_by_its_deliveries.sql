{{ config(severity='warn', meta={'dagster': {'ref': {'name': 'articles'}}}) }}

-- Five or more articles, all dated by the day on which they arrived: their date may be that of the capture.
with

articles as (
    select * from {{ ref('articles') }}
    where is_current and published_on is not null and source_id is not null
)

select
    source_id,
    count(*) as article_count
from articles
group by source_id
having count(*) >= 5 and bool_and(published_on = first_delivered_on)
