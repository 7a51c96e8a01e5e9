select
    article_id,
    word,
    title_count,
    body_count
from {{ ref('int_article_words') }}
