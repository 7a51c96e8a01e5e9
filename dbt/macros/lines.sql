{#- The lines of some articles' pages, empty ones too; cutting a page once is linear in its length. -#}
{% macro lines_of(articles) -%}
    select
        article_id,
        document_id,
        generate_subscripts(lines, 1) as line_number,
        unnest(lines) as line_text
    from (
        select
            {{ articles }}.article_id,
            {{ articles }}.document_id,
            string_split(page_texts.page_text, chr(10)) as lines
        from {{ articles }}
        inner join {{ ref('stg_page_texts') }} as page_texts on {{ articles }}.document_id = page_texts.document_id
    )
{%- endmacro %}

{#- The words of a text, in order. -#}
{% macro words_of(text) -%}
    regexp_extract_all({{ text }}, '[\p{L}\p{N}_]+')
{%- endmacro %}

{#- How many words a text has. -#}
{% macro word_count(text) -%}
    len({{ words_of(text) }})
{%- endmacro %}

{#- Whether a line of at most 200 characters reads like a headline: four of its longer words in five have a capital. -#}
{% macro is_in_title_case(words) -%}
    {%- set longer -%}
        len(regexp_extract_all({{ words }}, '\p{L}{4,}'))
    {%- endset -%}
    length({{ words }}) <= 200
    and {{ longer }} >= 4
    and len(regexp_extract_all({{ words }}, '\b\p{Lu}\p{L}{3,}')) >= 0.8 * {{ longer }}
{%- endmacro %}
