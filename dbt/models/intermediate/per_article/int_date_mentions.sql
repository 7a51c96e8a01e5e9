with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

placed as (
    select placed.* replace (changed_articles.article_state as article_state)
    from {{ ref('int_placed_date_mentions') }} as placed
    inner join changed_articles on placed.article_id = changed_articles.article_id
    where {{ in_slice('placed') }}
),

-- What "the quarter", "a week later" and "10 a.m." are placed by: the last such date that the text has named before, of
-- quarters one that is over.
chained as (
    select
        *,
        last_value(
            case when granularity = 'quarter' and first_on + to_months(3) <= published_on then first_on end ignore nulls
        ) over earlier as quarter_before_on,
        last_value(case when granularity = 'day' then first_on end ignore nulls) over earlier as day_before_on,
        last_value(
            case when granularity in ('day', 'week', 'month', 'quarter', 'year') then first_on end ignore nulls
        ) over earlier as date_before_on
    from placed
    window earlier as (partition by article_id order by char_start rows between unbounded preceding and 1 preceding)
),

anchored as (
    select
        * exclude (granularity),
        case
            when anchor = 'earlier_quarter' and quarter_before_on is not null then 'quarter' else granularity
        end as granularity,
        case anchor
            when 'publication' then published_on
            when 'earlier_date' then date_before_on
            when 'earlier_day' then coalesce(day_before_on, published_on)
            when 'earlier_quarter'
                then coalesce(
                    quarter_before_on,
                    -- News of a quarter come out in the next one.
                    if(granularity = 'quarter', cast(published_on - to_months(3) as date), published_on)
                )
        end as anchored_on
    from chained
),

resolved as (
    select
        *,
        coalesce(first_on, {{ moved_day('anchored_on', 'offset_unit', 'offset_count') }}) as resolved_on
    from anchored
),

valued as (
    select
        * exclude (
            document_id, date_value, published_on, first_on, resolved_on,
            quarter_before_on, day_before_on, date_before_on
        ),
        case
            when anchored_on is null or resolved_on is null then date_value
            else {{ period_of('resolved_on', 'granularity', 'calendar_part') }} || coalesce(time_of_day, '')
        end as date_value
    from resolved
)

select
    valued.*,
    page_lines.role,
    page_lines.is_content
from valued
inner join {{ ref('int_page_lines') }} as page_lines
    on valued.article_id = page_lines.article_id and valued.line_number = page_lines.line_number
where {{ in_slice('page_lines') }}
