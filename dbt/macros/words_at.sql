{#- The words between two offsets: these are code points from 0, end exclusive; SQL counts from 1, end inclusive. -#}
{% macro words_at(page_text, char_start, char_end) -%}
    substring({{ page_text }}, {{ char_start }} + 1, {{ char_end }} - ({{ char_start }}))
{%- endmacro %}

{#-
    Texts in pieces: `piece_text` holds the 1,500 characters from `piece_start`, a multiple of 500. Up to 1,000 characters
    from any offset lie in one piece, so many spans of a long page are cut out in linear time.
-#}
{% macro in_pieces(pages) -%}
    select
        article_id,
        500 * (piece_number - 1) as piece_start,
        concat(piece, second_piece, third_piece) as piece_text
    from (
        select
            article_id,
            generate_subscripts(pieces, 1) as piece_number,
            unnest(pieces) as piece,
            unnest(pieces[2:]) as second_piece,
            unnest(pieces[3:]) as third_piece
        from (
            select
                article_id,
                regexp_extract_all(page_text, '(?s).{1,500}') as pieces
            from {{ pages }}
        )
    )
{%- endmacro %}

{#- The pages of some articles in pieces. -#}
{% macro pieces_of(articles) -%}
    {%- set pages -%}
            (
                select
                    {{ articles }}.article_id,
                    page_texts.page_text
                from {{ articles }}
                inner join {{ ref('stg_page_texts') }} as page_texts on {{ articles }}.document_id = page_texts.document_id
            )
    {%- endset -%}
    {{ in_pieces(pages) }}
{%- endmacro %}

{#- Joins each span to the piece, if its page has it, in which the words from `char_start` lie. -#}
{% macro join_pieces(spans, char_start) -%}
    left join pieces
        on {{ spans }}.article_id = pieces.article_id and pieces.piece_start = 500 * ({{ spans }}.{{ char_start }} // 500)
{%- endmacro %}

{#- The words between two offsets of the page, cut from a piece that `join_pieces` found. -#}
{% macro words_of_piece(char_start, char_end) -%}
    {{ words_at('pieces.piece_text', char_start ~ ' - pieces.piece_start', char_end ~ ' - pieces.piece_start') }}
{%- endmacro %}
