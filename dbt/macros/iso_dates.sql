{#- An ISO date is as precise as it is long: YYYY, YYYY-MM, YYYY-MM-DD. Its first and last day; else null. -#}
{% macro first_day_of(iso_date) -%}
    try_cast(
        case length({{ iso_date }})
            when 4 then {{ iso_date }} || '-01-01' when 7 then {{ iso_date }} || '-01' when 10 then {{ iso_date }}
        end as date
    )
{%- endmacro %}

{% macro last_day_of(iso_date) -%}
    case length({{ iso_date }})
        when 4 then try_cast({{ iso_date }} || '-12-31' as date)
        when 7 then last_day(try_cast({{ iso_date }} || '-01' as date))
        when 10 then try_cast({{ iso_date }} as date)
    end
{%- endmacro %}
