with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

found as (
    select * from {{ ref('stg_alias_matches') }}
    where {{ in_slice() }} and actor_id is not null
    union all by name
    select
        *,
        reference_kind as alias_type
    from {{ ref('int_name_mentions') }}
    where {{ in_slice() }}
),

page_lines as (
    select * from {{ ref('int_page_lines') }}
    where {{ in_slice() }}
),

pieces as (
    {{ pieces_of('changed_articles') }}
),

-- Some pages are one endless line: of a sentence above a thousand characters, only words around the mention are kept.
matches as (
    select
        found.* replace (
            changed_articles.article_id as article_id,
            changed_articles.document_id as document_id,
            changed_articles.article_state as article_state
        ),
        case
            when found.sentence_end - found.sentence_start <= 1000 then found.sentence_start
            else greatest(found.sentence_start, found.char_start - 500)
        end as words_start,
        least(found.sentence_end, words_start + 1000) as words_end
    from changed_articles
    inner join found on changed_articles.document_id = found.document_id
    -- A match belongs to its document, whose articles may be many; a name found in an article belongs to this one.
    where coalesce(found.article_id, changed_articles.article_id) = changed_articles.article_id
)

select
    matches.article_id,
    matches.document_id,
    matches.article_state,
    matches.actor_id,
    matches.line_number,
    matches.char_start,
    matches.char_end,
    matches.surface,
    matches.alias,
    matches.alias_type,
    matches.reference_kind,
    matches.method,
    matches.tier,
    matches.confidence,
    page_lines.role,
    page_lines.is_content,
    page_lines.is_content
    and matches.tier in ('A', 'B')
    and matches.reference_kind in (
        'name', 'acronym', 'surname', 'title', 'demonym', 'metonym', 'nominal'
    ) as is_counted,
    matches.sentence_start,
    {{ words_of_piece('matches.words_start', 'matches.words_end') }} as sentence
from matches
inner join page_lines
    on
        matches.article_id = page_lines.article_id
        and matches.document_id = page_lines.document_id
        and matches.line_number = page_lines.line_number
{{ join_pieces('matches', 'words_start') }}
