{#- Values as a list of SQL: ('A', 'B'), (true). -#}
{% macro sql_list(values) -%}
    (
    {%- for value in values -%}
        {{ "'" ~ value ~ "'" if value is string else value }}{{ ', ' if not loop.last }}
    {%- endfor -%}
    )
{%- endmacro %}
