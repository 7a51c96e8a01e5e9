{#-
    Whether the words around a tagger's name show that it means something else there or goes on: a person's name is lent to
    things ("the Ann Poe trophy", "in Ann Poe", "Ann Poe Street", a title in quotes), an organisation's is cut off ("the
    Harbour Institute | for Fish").
-#}
{% macro is_lent_or_cut(entity_type, words_before, words_after) -%}
    case {{ entity_type }}
        when 'PERSON'
            then regexp_matches({{ words_before }}, '(?i)(^|[^\p{L}])(the|an?) $')
            or (
                regexp_matches({{ words_before }}, '(?i)\b(in|at|near|into|inside|outside) $')
                and not regexp_matches({{ words_after }}, '^[’'']s ')
            )
            or (regexp_matches({{ words_before }}, '[‘“"]$') and regexp_matches({{ words_after }}, '^,?[’”"]'))
            or (
                regexp_matches({{ words_after }}, '^ [\p{Lu}\d]')
                and not regexp_matches({{ words_after }}, '^ (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day')
            )
            or list_contains(
                {{ organisation_words('is_head or is_thing') }}, regexp_extract({{ words_after }}, '^ (\p{Ll}+)', 1)
            )
        when 'ORG' then regexp_matches({{ words_after }}, '^ (of|for) (the )?\p{Lu}|^[-/]\p{L}')
        else false
    end
{%- endmacro %}

{#-
    Whether a person can be called so. Ships, projects and brands bear numbers or are written in capitals; lower case opens
    a name that is cut off and stands within one only as a particle.
-#}
{% macro is_made_like_a_person(name) -%}
    not regexp_matches({{ name }}, '[&\d]|\b[IVX]{2,}$|^\p{Lu}{3,} |^\p{Ll}|^[^\p{Ll}]+$')
    and not regexp_matches(
        regexp_replace(
            {{ name }},
            ' (abu|ad|af|al|av|bin|binti|bint|da|das|de|del|della|den|der|di|do|dos|du|e|el|ibn|ka|la|las|le|los|ter|ud|ul'
            || '|van|von|y|zu)\b', '', 'g'
        ),
        ' \p{Ll}+( |$)'
    )
{%- endmacro %}

{#-
    Whether an organisation can be called so: not where a word is cut off, where an office is named in it, where the last
    word before an "of" says that it is an act, a day or a place, or where two organisations are joined by "and".
-#}
{% macro is_made_like_an_organisation(name, name_slug) -%}
    not regexp_matches(
        {{ name }},
        '^\p{Ll}{3}|^(Heads?|Rector|Dean|Director|Counsel|Bachelor|Members?|Two|Three|Four|Five|Six) '
        || '|\s(of|and|for|the|in|on|at|to|by|with|from|among|&)$|^[^&]+, \p{Lu}\p{L}{3,}$'
    )
    and not list_contains(
        {{ organisation_words('is_thing') }},
        split_part(regexp_extract({{ name_slug }}, '^(.*?)(-(of|for|in|on)-|$)', 1), '-', -1)
    )
    and not (
        list_contains(
            {{ organisation_words('is_head') }}, regexp_extract({{ name_slug }}, '([^-]+)-and-(the-)?[^-]+-', 1)
        )
        and list_has_any(
            {{ organisation_words('is_head') }}, string_split(regexp_extract({{ name_slug }}, '-and-(.*)', 1), '-')
        )
    )
{%- endmacro %}
