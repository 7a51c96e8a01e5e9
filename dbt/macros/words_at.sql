{#- The words between two offsets: these are code points from 0, end exclusive; SQL counts from 1, end inclusive. -#}
{% macro words_at(page_text, char_start, char_end) -%}
    substring({{ page_text }}, {{ char_start }} + 1, {{ char_end }} - ({{ char_start }}))
{%- endmacro %}

{#-
    Texts in pieces: `piece_text` holds the 1,500 characters from `piece_start`, a multiple of 500. Up to 1,000 characters
    from any offset lie in one piece, so many spans of a long page are cut out in linear time.
-#}
{% macro in_pieces(pages, id) -%}
    select
        {{ id }},
        500 * (piece_number - 1) as piece_start,
        concat(piece, lead(piece, 1) over next_pieces, lead(piece, 2) over next_pieces) as piece_text
    from (
        select
            {{ id }},
            generate_subscripts(pieces, 1) as piece_number,
            unnest(pieces) as piece
        from (
            select
                {{ id }},
                regexp_extract_all(page_text, '(?s).{1,500}') as pieces
            from {{ pages }}
        )
    )
    window next_pieces as (partition by {{ id }} order by piece_number)
{%- endmacro %}
