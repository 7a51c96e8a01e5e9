{#-
    Checks of rows that follow from an article alone leave out articles that are as they were when all checks passed, and
    still stand in `place`. Rows of no article are looked at each time.
-#}
{% macro unless_checked(column, place=none) -%}
    {%- set own = column.split('.')[-1] | replace('other_', '') -%}
    not exists (
        select 1
        from {{ ref('int_checked_articles') }} as checked
        where checked.{{ own }} = {{ column }} {{ still_stands_in(place) if place }}
    )
{%- endmacro %}

{% macro still_stands_in(place) -%}
    and checked.article_id in (select {{ place.field }} from {{ place.to }})
{%- endmacro %}
