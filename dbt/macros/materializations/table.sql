{#-
    A table is replaced in one statement, in the transaction of its hooks: by default dbt makes another one, renames both and
    drops the old one, and asks for keys and indexes, of which no model has any.
-#}
{% materialization table, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set made = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks) }}
    {%- if existing is not none and not existing.is_table -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {%- call statement('main') -%}
        {{ create_table_as(False, made, compiled_code) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [made]}) }}
{% endmaterialization %}

{#- As dbt does it, but for "or replace"; incremental models ask for it too, with three words more. -#}
{% macro duckdb__create_table_as(
    temporary, relation, compiled_code, language='sql', partitioned_by=none, sorted_by=none
) -%}
    {%- set has_contract = config.get('contract').enforced and not temporary -%}
    {%- if config.get('contract').enforced %}
        {{ get_assert_columns_equivalent(compiled_code) }}
    {%- endif %}
    create {{ 'temporary' if temporary else 'or replace' }} table
    {{ relation.include(database=(not temporary), schema=(not temporary)) }}
    {%- if has_contract %}
        {{ get_table_columns_and_constraints() }};
        insert into {{ relation }} {{ get_column_names() }} (
            {{ get_select_subquery(compiled_code) }}
        )
    {%- else %}
        as (
            {{ compiled_code }}
        )
    {%- endif %};
{%- endmacro %}
