-- Names as the tagger saw them, with the words around and whether capitals tell anything there.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

-- Of a long form with its short form in brackets the tagger often takes both together.
ner_spans as (
    select
        *,
        regexp_replace(surface, '\s+\(.*$', '', 's') as name
    from {{ ref('stg_ner_spans') }}
    where {{ in_slice() }}
),

spans as (
    select
        changed_articles.article_id,
        changed_articles.article_state,
        ner_spans.document_id,
        ner_spans.line_number,
        ner_spans.char_start,
        ner_spans.char_start + cast(length(ner_spans.name) as integer) as char_end,
        ner_spans.name as surface,
        ner_spans.entity_type,
        ner_spans.sentence_start,
        ner_spans.sentence_end,
        {{ actor_slug('ner_spans.name') }} as name_slug,
        greatest(ner_spans.char_start - 20, 0) as words_start
    from changed_articles
    inner join ner_spans on changed_articles.document_id = ner_spans.document_id
),

named_articles as (
    select distinct
        article_id,
        document_id
    from spans
),

pieces as (
    {{ pieces_of('named_articles') }}
),

line_texts as (
    {{ lines_of('named_articles') }}
)

select
    spans.*,
    {{ words_of_piece('spans.words_start', 'spans.char_start') }} as words_before,
    {{ words_of_piece('spans.char_end', 'spans.char_end + 20') }} as words_after,
    coalesce({{ is_in_title_case('line_texts.line_text') }}, false) as is_in_title_case
from spans
left join line_texts on spans.article_id = line_texts.article_id and spans.line_number = line_texts.line_number
{{ join_pieces('spans', 'words_start') }}
-- While the tagger is off, its rows may be of an earlier text of the page.
where
    spans.name_slug <> ''
    and spans.surface = {{ words_of_piece('spans.char_start', 'spans.char_end') }}
