{#- A model lies in the schema that its folder names, with no prefix: asset key, model and table share one address. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
