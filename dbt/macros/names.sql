{#- Two spellings of one outlet's name share a key: case, accents, punctuation and a leading "the" do not count. -#}
{% macro name_key(name) -%}
    regexp_replace(
        regexp_replace(lower(strip_accents(trim({{ name }}))), '^the\s+', ''), '[^\p{L}\p{N}]+', '', 'g'
    )
{%- endmacro %}

{#- A readable id made of a name: snake case, no leading "the". -#}
{% macro slug_of(name) -%}
    trim(
        regexp_replace(
            regexp_replace(lower(strip_accents(trim({{ name }}))), '^the\s+', ''), '[^\p{L}\p{N}]+', '_', 'g'
        ),
        '_'
    )
{%- endmacro %}
