with

pairs as (
    select * from {{ ref('int_reuse_pairs') }}
),

articles as (
    select * from {{ ref('int_articles') }}
),

page_texts as (
    select * from {{ ref('stg_page_texts') }}
),

passages as (
    select * from {{ ref('stg_reuse_passages') }}
)

select
    pairs.article_id,
    pairs.other_article_id,
    pairs.relation,
    pairs.is_kin,
    passages.passage_number,
    passages.char_start,
    passages.char_end,
    passages.other_char_start,
    passages.other_char_end,
    passages.passage_kind,
    passages.likeness,
    passages.is_quotation,
    {{ words_at('page_texts.page_text', 'passages.char_start', 'passages.char_end') }} as surface,
    {{ words_at('other_page_texts.page_text', 'passages.other_char_start', 'passages.other_char_end') }}
        as other_surface
from pairs
inner join articles on pairs.article_id = articles.article_id
inner join articles as others on pairs.other_article_id = others.article_id
inner join passages
    on articles.document_id = passages.document_id and others.document_id = passages.other_document_id
inner join page_texts on passages.document_id = page_texts.document_id
inner join page_texts as other_page_texts on passages.other_document_id = other_page_texts.document_id
