select
    article_id,
    page_text,
    body_text
from {{ ref('int_article_bodies') }}
