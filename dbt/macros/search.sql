{#- Scripts that write no spaces, for a class of a regular expression. -#}
{% macro unspaced_scripts() -%}
    \p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}
{%- endmacro %}

{#-
    The words of a text as a search compares them: lower case, no accents. Where a script writes no spaces, each
    character is a word.
-#}
{% macro search_words_in(text) -%}
    regexp_extract_all(
        regexp_replace(
            lower(strip_accents({{ text }})),
            '([{{ unspaced_scripts() }}])', ' \1 ', 'g'
        ),
        '[\p{L}\p{M}\p{N}]+'
    )
{%- endmacro %}

{#- DuckDB's stemmers come with its extension fts, a Python package; without it words are compared as they stand. -#}
{% macro load_stemmers() -%}
    {%- set file = env_var('DATELINE_FTS_EXTENSION', '') -%}
    {%- if file %}load '{{ file | replace("'", "''") }}'{% endif -%}
{%- endmacro %}

{% macro stem_of(word, stemmer) -%}
    {%- if env_var('DATELINE_FTS_EXTENSION', '') -%}
        stem({{ word }}, {{ stemmer }})
    {%- else -%}
        cast(null as varchar)
    {%- endif -%}
{%- endmacro %}
