{#-
    What holds for all rows of a model, in one look at it. One result per fault: what is wrong with which column, and how
    many rows have it. A test of its own for each promise would cost as much as all of them together.

    never_null  columns that are never null
    key         columns in all of which no two rows agree; two nulls agree
    one_of      column: the values that it may have besides null
    exists_in   column: {to: ref(...), field: ...}, where its values other than null are found
    unless_checked  article_id or document_id, part of the key if there is one, of a model whose rows follow from the article
                and reference data alone: they are looked at once, until the article changes

    Rows are counted by key, which DuckDB does on disk where memory is short; each has its faults as the bits of a number.
    Rows that share a key share their faults. A key of several columns is counted by two digests, of all and of the last one:
    53 million articles' words, counted by themselves, do not fit into 800 MB, and by digests into 600. That two keys agree
    in both is less likely than one in ten million.
-#}
{% test sound_rows(model, never_null=[], key=[], one_of={}, exists_in={}, unless_checked=none) %}
    {%- if unless_checked and key and unless_checked not in key -%}
    {{ exceptions.raise_compiler_error('twins in two articles are found only where all rows are looked at: ' ~ model) }}
    {%- endif -%}
    {%- set faults = [] -%}
    {%- for column in never_null -%}
    {%- do faults.append((column ~ ' is null', column ~ ' is null')) -%}
    {%- endfor -%}
    {%- for column, values in one_of.items() -%}
    {%- do faults.append((column ~ ' is none of ' ~ values | join(', '), column ~ ' not in ' ~ sql_list(values))) -%}
    {%- endfor -%}
    {%- for column, place in exists_in.items() -%}
    {%- set known = '(select ' ~ place.field ~ ' from ' ~ place.to ~ ' where ' ~ place.field ~ ' is not null)' -%}
    {%- set misses = column ~ ' is not null and ' ~ column ~ ' not in ' ~ known -%} {#- null is not in an empty table -#}
    {%- do faults.append((column ~ ' is not in ' ~ place.to.identifier, misses)) -%}
    {%- endfor -%}
    {%- set marks, sums = ['cast(0 as bigint)'], [] -%}
    {%- for fault, condition in faults -%}
    {%- do marks.append('case when ' ~ condition ~ ' then ' ~ 2 ** loop.index0 ~ ' else 0 end') -%}
    {%- do sums.append('sum(row_count) filter (where faults & ' ~ 2 ** loop.index0 ~ ' > 0) as "' ~ fault ~ '"') -%}
    {%- endfor -%}
    {%- set digests = ['hash(' ~ key | join(', ') ~ ') as key_digest', 'hash(' ~ key[-1] ~ ') as last_digest'] -%}
    {%- set counted_by = ['key_digest', 'last_digest'] if key | length > 1 else key -%}
    {%- if key -%}{%- do sums.append('sum(row_count - 1) as "' ~ key | join(', ') ~ ' twice"') -%}{%- endif -%}
with marked as (
    select {{ ((digests if key | length > 1 else key) + [marks | join(' + ') ~ ' as row_faults']) | join(', ') }}
    from {{ model }} as looked_at
    where {{ dateline.unless_checked('looked_at.' ~ unless_checked, exists_in.get(unless_checked)) if unless_checked else true }}
),

counted as (
    select
        {{ 'bit_or(row_faults)' if key else 'row_faults' }} as faults,
        count(*) as row_count
    from marked
    group by {{ counted_by | join(', ') if key else 'row_faults' }}
),

summed as (
    select {{ sums | join(', ') }}
    from counted
)

select
    fault,
    row_count
from (unpivot summed on columns(*) into name fault value row_count)
where row_count > 0
{% endtest %}
