-- Where on its page the exact words of a name stand that the tagger found in an article.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

names as (
    select * from {{ ref('int_entity_names') }}
    where
        {{ in_slice() }} and article_id in (select changed_articles.article_id from changed_articles)
        and not is_listed
        and length(name) > 1
        and regexp_matches(name, '^\p{Lu}')
),

named_articles as (
    select * from changed_articles
    where article_id in (select names.article_id from names)
),

line_texts as (
    {{ lines_of('named_articles') }}
),

-- Each line cut at a name: the lengths of the pieces tell where the name stands.
cut as (
    select
        names.article_id,
        names.document_id,
        names.article_state,
        names.name_slug,
        names.name,
        page_lines.line_number,
        page_lines.char_start as line_start,
        page_lines.char_end as line_end,
        string_split(line_texts.line_text, names.name) as pieces
    from names
    inner join line_texts on names.article_id = line_texts.article_id
    inner join {{ ref('stg_page_lines') }} as page_lines
        on line_texts.document_id = page_lines.document_id and line_texts.line_number = page_lines.line_number
    where {{ in_slice('page_lines') }} and contains(line_texts.line_text, names.name)
),

unnested as (
    select
        * exclude (pieces),
        unnest(pieces) as piece,
        generate_subscripts(pieces, 1) as piece_number
    from cut
),

measured as (
    select
        *,
        lead(piece) over pieces_in_order as next_piece,
        line_start + sum(length(piece)) over pieces_in_order + (piece_number - 1) * length(name) as char_start
    from unnested
    window pieces_in_order as (partition by article_id, line_number, name_slug, name order by piece_number)
)

-- Whole words only, and no part of an address. Nobody has cut these lines into sentences.
select
    article_id,
    document_id,
    article_state,
    name_slug,
    line_number,
    cast(char_start as integer) as char_start,
    cast(char_start + length(name) as integer) as char_end,
    name as surface,
    line_start as sentence_start,
    line_end as sentence_end
from measured
where
    next_piece is not null
    and (piece_number = 1 or piece <> '')
    and not regexp_matches(right(piece, 1), '[\p{L}\p{N}_@./-]')
    and not regexp_matches(left(next_piece, 1), '[\p{L}\p{N}_@-]')
