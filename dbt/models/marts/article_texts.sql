with

articles as (
    select * from {{ ref('int_articles') }}
),

page_texts as (
    select * from {{ ref('stg_page_texts') }}
),

bodies as (
    select * from {{ ref('int_article_bodies') }}
)

select
    articles.article_id,
    page_texts.page_text,
    bodies.body_text
from articles
inner join page_texts on articles.document_id = page_texts.document_id
inner join bodies on articles.article_id = bodies.article_id
