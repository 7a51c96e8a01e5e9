{#-
    A day moved by some units; the day itself without a unit. Farther than a thousand is no distance that people mean, and
    "22 million years later" is a day of no calendar: null.
-#}
{% macro moved_day(day, unit, count) -%}
    cast(case when abs(coalesce({{ count }}, 0)) <= 1000 then case {{ unit }}
        when 'day' then {{ day }} + to_days({{ count }})
        when 'week' then {{ day }} + to_weeks({{ count }})
        when 'weekend' then {{ day }} + to_weeks({{ count }})
        when 'month' then {{ day }} + to_months({{ count }})
        when 'quarter' then {{ day }} + to_quarters({{ count }})
        when 'year' then {{ day }} + to_years({{ count }})
        when 'decade' then {{ day }} + to_decades({{ count }})
        when 'century' then {{ day }} + to_centuries({{ count }})
        else {{ day }}
    end end as date)
{%- endmacro %}

{#-
    The first day that a part of the calendar has in a year: 05, 05-03, Q3, H1, SU, or 11-W4-4 for the fourth Thursday of
    November; null where the year has none.
-#}
{% macro first_day_of_part(year, part) -%}
    case
        when {{ part }} similar to '\d\d' then try_cast(concat({{ year }}, '-', {{ part }}, '-01') as date)
        when {{ part }} similar to '\d\d-\d\d' then try_cast(concat({{ year }}, '-', {{ part }}) as date)
        when {{ part }} similar to 'Q[1-4]' then make_date({{ year }}, 3 * cast({{ part }}[2] as bigint) - 2, 1)
        when {{ part }} similar to 'H[12]' then make_date({{ year }}, 6 * cast({{ part }}[2] as bigint) - 5, 1)
        when {{ part }} in ('SP', 'SU', 'FA', 'WI')
            then make_date({{ year }}, 3 * list_position(['SP', 'SU', 'FA', 'WI'], {{ part }}), 1)
        when {{ part }} similar to '\d\d-W\d-\d'
            then
                make_date({{ year }}, cast({{ part }}[1:2] as bigint), 1)
                + cast((7 + cast({{ part }}[7] as bigint)
                - isodow(make_date({{ year }}, cast({{ part }}[1:2] as bigint), 1))) % 7
                + 7 * (cast({{ part }}[5] as bigint) - 1) as integer)
    end
{%- endmacro %}

{#- The last day of a period that begins on a day. -#}
{% macro last_day_of_period(first_day, granularity) -%}
    cast(case {{ granularity }}
        when 'week' then {{ first_day }} + 6
        when 'month' then last_day({{ first_day }})
        when 'quarter' then {{ first_day }} + to_months(3) - to_days(1)
        when 'season' then {{ first_day }} + to_months(3) - to_days(1)
        when 'half' then {{ first_day }} + to_months(6) - to_days(1)
        when 'year' then {{ first_day }} + to_years(1) - to_days(1)
        else {{ first_day }}
    end as date)
{%- endmacro %}

{#- The period of a granularity that holds a day, as TIMEX3 writes it. -#}
{% macro period_of(day, granularity, part) -%}
    case {{ granularity }}
        when 'day' then strftime({{ day }}, '%Y-%m-%d')
        when 'week' then strftime({{ day }}, '%G-W%V')
        when 'weekend' then strftime({{ day }}, '%G-W%V') || '-WE'
        when 'month' then strftime({{ day }}, '%Y-%m')
        when 'quarter' then concat(year({{ day }}), '-Q', quarter({{ day }}))
        when 'half' then concat(year({{ day }}), '-', {{ part }})
        when 'season' then concat(year({{ day }}), '-', {{ part }})
        when 'year' then strftime({{ day }}, '%Y')
        when 'decade' then left(strftime({{ day }}, '%Y'), 3) || 'X'
        when 'century' then left(strftime({{ day }}, '%Y'), 2) || 'XX'
    end
{%- endmacro %}

{#- The first day of a period as TIMEX3 writes it: 2021, 2021-05, 2021-05-03, 2021-Q3, 2021-SU; else null. -#}
{% macro first_day_of_period(value) -%}
    coalesce(
        {{ first_day_of(value) }},
        {{ first_day_of_part("try_cast(" ~ value ~ "[1:4] as bigint)", value ~ "[6:]") }}
    )
{%- endmacro %}

{#- A weekday of the week that holds a day, or of the week some weeks away. -#}
{% macro weekday_of_week(weekday, day, shift) -%}
    cast(
        date_trunc('week', {{ day }}) + to_days(cast(7 * {{ shift }} - 1 + list_position(
            ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'], {{ weekday }}
        ) as integer)) as date
    )
{%- endmacro %}
