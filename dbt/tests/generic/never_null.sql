{#- None of these columns is ever null. One look at a model, where a test for each column would be dozens. -#}
{% test never_null(model, columns) %}
select {{ columns | join(', ') }}
from {{ model }}
where {{ columns | join(' is null or ') }} is null
{% endtest %}
