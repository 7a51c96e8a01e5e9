{#- None of the columns in `never_null` is ever null, and no two rows agree in all columns of a key; two nulls agree.

One row per fault, with how many rows have it. All in one look at the model: each test of its own would cost as much.
-#}
{% test complete_and_unique(model, never_null=[], keys=[]) %}
    {%- set faults = [] -%}
    {%- for column in never_null -%}
    {%- do faults.append('count(*) filter (where ' ~ column ~ ' is null) as "' ~ column ~ ' is null"') -%}
    {%- endfor -%}
    {%- for key in keys | map('join', ', ') -%}
    {%- do faults.append('count(*) - count(distinct row(' ~ key ~ ')) as "' ~ key ~ ' twice"') -%}
    {%- endfor -%}
with counted as (
    select {{ faults | join(', ') }} from {{ model }}
)

select
    fault,
    row_count
from (unpivot counted on columns(*) into name fault value row_count)
where row_count > 0
{% endtest %}
