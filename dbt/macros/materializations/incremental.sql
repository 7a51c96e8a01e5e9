{#-
    Rows of articles are added slice by slice of the articles that have none, all in one transaction: what a query gathers
    (texts of pages, names of a page) then fits into memory however many articles arrive at once. Which articles belong to
    a slice `only_changed_articles` knows. Columns of rows that are there must be those of the query.
-#}
{% materialization incremental, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set made = this.incorporate(type='table') -%}
    {%- set anew = should_full_refresh() or existing is none or not existing.is_table -%}
    {{ run_hooks(pre_hooks) }}
    {%- if existing is not none and not existing.is_table -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- elif not anew -%}
        {%- do assert_same_columns(made, compiled_code) -%}
    {%- endif -%}
    {%- set slices = run_query(slices_of(this, model, anew)).rows[0][0] -%}
    {%- for slice in range(slices) -%}
        {%- do run_query(set_slice(slice, slices)) -%}
        {%- call statement('main') -%}
            {{ create_table_as(False, made, compiled_code) if anew and slice == 0 else insert_rows(made, compiled_code) }}
        {%- endcall -%}
    {%- endfor -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [made]}) }}
{% endmaterialization %}

{% macro insert_rows(relation, sql) -%}
    insert into {{ relation }} ({{ sql }})
{%- endmacro %}

{#- A slice is a range of documents: their rows lie together, as stages wrote them, and what has others is not read. -#}
{% macro set_slice(slice, slices) -%}
    set variable slice_start = '{{ '%06x' % (slice * 16**6 // slices) }}';
    set variable slice_end = '{{ 'g' if slice + 1 == slices else '%06x' % ((slice + 1) * 16**6 // slices) }}'
{%- endmacro %}

{% macro slices_of(relation, model, anew) -%}
    {%- set schema = relation.include(identifier=false) -%}
    {%- if reads_corpus(model) -%}
        {{ number_of_slices(schema ~ '.int_articles_in_corpus', 'article_state', anew) }}
    {%- else -%}
        {{ number_of_slices(schema ~ '.int_articles', 'own_state', anew) }}
    {%- endif -%}
{%- endmacro %}

{% macro assert_same_columns(relation, sql) -%}
    {%- set names = run_query(differing_columns(relation, sql)).columns[0].values() | join(', ') -%}
    {%- if names -%}
        {%- do exceptions.raise_compiler_error(relation ~ ' had other columns (' ~ names ~ '): give --full-refresh') -%}
    {%- endif -%}
{%- endmacro %}

{% macro differing_columns(relation, sql) -%}
    select coalesce(stored.column_name, made.column_name) as column_name
    from (describe {{ relation }}) as stored
    full join (describe {{ sql }}) as made
        on stored.column_name = made.column_name and stored.column_type = made.column_type
    where stored.column_name is null or made.column_name is null
{%- endmacro %}
