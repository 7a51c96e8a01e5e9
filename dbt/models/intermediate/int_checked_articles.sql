{{ config(materialized='table') }}

with

articles as (
    select * from {{ ref('int_articles_in_corpus') }}
),

checked_articles as (
    select * from {{ source('raw', 'checked_articles') }}
)

select
    articles.article_id,
    articles.document_id
from articles
inner join checked_articles
    on articles.article_id = checked_articles.article_id and articles.article_state = checked_articles.article_state
