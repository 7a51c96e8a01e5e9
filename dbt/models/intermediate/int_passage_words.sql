with

pairs as (
    select distinct
        articles.document_id,
        others.document_id as other_document_id
    from {{ ref('int_reuse_pairs') }} as pairs
    inner join {{ ref('int_articles') }} as articles on pairs.article_id = articles.article_id
    inner join {{ ref('int_articles') }} as others on pairs.other_article_id = others.article_id
),

passages as (
    select passages.*
    from {{ ref('stg_reuse_passages') }} as passages
    inner join pairs
        on passages.document_id = pairs.document_id and passages.other_document_id = pairs.other_document_id
)

select
    passages.*,
    {{ words_at('page_texts.page_text', 'passages.char_start', 'passages.char_end') }} as surface
from {{ ref('stg_page_texts') }} as page_texts
inner join passages on page_texts.document_id = passages.document_id
