{#-
    A pair of macros that keeps models of article grain and finer incremental. Before the model runs, rows of articles
    that are gone or whose state is another are forgotten (in the model's own transaction, so a failure keeps them);
    the model then computes only the articles of which it has no rows, slice by slice. A model that reads roles of lines goes by the
    article's state in its corpus, any other by that of the article alone.
-#}
{% macro forget_changed_articles() -%}
    {%- if is_incremental() %}
        delete from {{ this }} as stored
        where not exists (
            select 1
            from {{ ref('int_articles_in_corpus' if reads_corpus(model) else 'int_articles') }} as articles
            where articles.article_id = stored.article_id and articles.article_state = stored.article_state
        )
    {%- endif -%}
{%- endmacro %}

{#- "yes" for a model that goes by the article's state in its corpus, nothing for any other. -#}
{%- macro reads_corpus(model) -%}
    {{ 'yes' if model.refs | selectattr('name', 'equalto', 'int_articles_in_corpus') | list }}
{%- endmacro %}

{% macro only_changed_articles() -%}
    where {{ in_slice() }} {{ is_missing_in_table() if this and is_incremental() }}
{%- endmacro %}

{#-
    Whether a row belongs to the slice. Said of every table that grows with the archive, its blocks of other documents are
    not read: without, a build reads all of them once per slice. A unit test has no slices. Ids are hexadecimal: "g" is
    behind all of them.
-#}
{% macro in_slice(alias=none) -%}
    {%- set document_id = alias ~ '.document_id' if alias else 'document_id' -%}
    {%- if this -%}
        {{ document_id }} >= coalesce(getvariable('slice_start'), '')
        and {{ document_id }} < coalesce(getvariable('slice_end'), 'g')
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{% macro is_missing_in_table() -%}
    and article_id not in (select distinct stored.article_id from {{ this }} as stored)
{%- endmacro %}

{#-
    In how many slices a model adds articles: all of them, or those that are not as they were when all checks passed (a
    stage that runs in another version changes each of them); `state` is the column that says how they were. Those of which
    it has no rows may be many more: not every article has statements.
-#}
{% macro number_of_slices(articles, state, anew) -%}
    select cast(greatest(1, ceil(count(*) / {{ var('articles_a_slice') }})) as integer) as slices
    from {{ articles }} as articles
    {%- if not anew %}
    where not exists (
        select 1
        from raw.checked_articles as checked
        where checked.article_id = articles.article_id and checked.{{ state }} = articles.article_state
    )
    {%- endif %}
{%- endmacro %}
