{#-
    What the id of an actor is made of whom only a tagger knows: the words of the name in lower case, joined by hyphens.
    Accents, points, apostrophes, a leading "the" and the legal form of a company do not count.
-#}
{% macro actor_slug(name) -%}
    trim(
        regexp_replace(
            regexp_replace(
                regexp_replace(lower(strip_accents({{ name }})), '[.’'']', '', 'g'),
                '^\s*the\s+|,?\s+(inc|ltd|llc|plc|corp|limited|incorporated)\s*$', '', 'g'
            ),
            '[^\p{L}\p{N}]+', '-', 'g'
        ),
        '-'
    )
{%- endmacro %}

{#- Words that tell what an organisation is (heads), that many such share (generic), or that they
    name another thing. -#}
{% macro organisation_words(flag) -%}
    coalesce((select list(word) from {{ ref('organisation_words') }} where {{ flag }}), [])
{%- endmacro %}
