{{ config(meta={'dagster': {'ref': {'name': 'articles'}}}) }}

-- What is known of the day never contradicts itself, and nothing is published after the day that follows its arrival.
with

articles as (
    select * from {{ ref('articles') }}
)

select * from articles
where
    published_on not between published_earliest and published_latest
    or published_earliest > published_latest
    or published_latest > first_delivered_on + 1
