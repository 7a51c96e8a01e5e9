{#- A text from a page on one line of a sentence: no line ends, no control characters, not endless. -#}
{% macro quoted(words) -%}
    '“' || left(regexp_replace({{ words }}, '[\pC\s]+', ' ', 'g'), 80) || '”'
{%- endmacro %}
