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

half_worded as (
    select * from {{ ref('int_passage_words') }}
),

worded as (
    select
        half_worded.*,
        {{ words_at('page_texts.page_text', 'half_worded.other_char_start', 'half_worded.other_char_end') }}
            as other_surface
    from page_texts
    inner join half_worded on page_texts.document_id = half_worded.other_document_id
)

select
    pairs.article_id,
    pairs.other_article_id,
    pairs.relation,
    pairs.is_kin,
    worded.passage_number,
    worded.char_start,
    worded.char_end,
    worded.other_char_start,
    worded.other_char_end,
    worded.passage_kind,
    worded.likeness,
    worded.is_quotation,
    worded.surface,
    worded.other_surface
from pairs
inner join articles on pairs.article_id = articles.article_id
inner join articles as others on pairs.other_article_id = others.article_id
inner join worded
    on articles.document_id = worded.document_id and others.document_id = worded.other_document_id
