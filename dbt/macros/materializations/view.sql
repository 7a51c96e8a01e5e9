{#- A view is replaced in one statement: renaming it twice, as dbt does by default, costs more than making it. -#}
{% materialization view, adapter='duckdb' %}
    {%- set made = create_or_replace_view() -%}
    {%- do adapter.commit() -%}
    {{ return(made) }}
{% endmaterialization %}

{% macro duckdb__create_view_as(relation, sql) -%}
    {%- if config.get('contract').enforced %}
        {{ get_assert_columns_equivalent(sql) }}
    {%- endif %}
    create or replace view {{ relation }} as (
        {{ sql }}
    )
{%- endmacro %}
