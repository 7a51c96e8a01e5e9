-- Names on the page: where the gazetteer or the tagger sees one, and where neither does but content has the same words.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

spans as (
    select * from {{ ref('int_entity_spans') }}
    where {{ in_slice() }} and article_id in (select changed_articles.article_id from changed_articles)
),

names as (
    select * from {{ ref('int_entity_names') }}
    where {{ in_slice() }}
),

searched as (
    select searched.*
    from {{ ref('int_searched_names') }} as searched
    inner join changed_articles on searched.article_id = changed_articles.article_id
    inner join {{ ref('int_page_lines') }} as page_lines
        on searched.article_id = page_lines.article_id and searched.line_number = page_lines.line_number
    where {{ in_slice('searched') }} and {{ in_slice('page_lines') }} and page_lines.is_content
),

unseen as (
    select * from searched
    where not exists (
        select 1 from spans
        where
            spans.article_id = searched.article_id
            and spans.line_number = searched.line_number
            and spans.char_start < searched.char_end
            and spans.char_end > searched.char_start
    )
    and not exists (
        select 1 from searched as longer
        where
            longer.article_id = searched.article_id
            and longer.line_number = searched.line_number
            and longer.char_start < searched.char_end
            and longer.char_end > searched.char_start
            and longer.char_end - longer.char_start > searched.char_end - searched.char_start
    )
),

entities as (
    select * exclude (entity_type, document_id) from spans
    union all by name
    select * exclude (document_id, name_slug, sentence_start, sentence_end) from unseen
)

select
    entities.*,
    names.entity_type
from entities
inner join names on entities.article_id = names.article_id and entities.surface = names.name
