with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

date_mentions as (
    select * from {{ ref('stg_date_mentions') }}
),

articles_dated as (
    select * from {{ ref('int_articles_dated') }}
),

page_lines as (
    select * from {{ ref('int_page_lines') }}
),

anchored as (
    select
        changed_articles.article_id,
        changed_articles.article_state,
        date_mentions.*,
        page_lines.role,
        page_lines.is_content,
        articles_dated.published_on,
        list_position(
            ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'], date_mentions.weekday
        ) - isodow(articles_dated.published_on) as days_ahead
    from changed_articles
    inner join date_mentions on changed_articles.document_id = date_mentions.document_id
    inner join articles_dated on changed_articles.article_id = articles_dated.article_id
    inner join page_lines
        on changed_articles.article_id = page_lines.article_id and date_mentions.line_number = page_lines.line_number
),

-- A bare weekday is the one just gone, as news use it; the day of publication counts, unless "last" or "next" is said.
-- "Last week" names no day, so it stays unresolved.
resolved as (
    select
        *,
        case
            when mention_kind <> 'relative' or published_on is null then null
            when weekday is not null and modifier = 'next'
                then published_on + cast(days_ahead + case when days_ahead <= 0 then 7 else 0 end as integer)
            when weekday is not null and modifier = 'last'
                then published_on + cast(days_ahead - case when days_ahead >= 0 then 7 else 0 end as integer)
            when weekday is not null and modifier = 'this' then published_on + cast(days_ahead as integer)
            when weekday is not null
                then published_on + cast(days_ahead - case when days_ahead > 0 then 7 else 0 end as integer)
            when abs(offset_count) > 10000 then null
            when offset_unit = 'day' then published_on + offset_count
            when offset_unit = 'month' then cast(published_on + to_months(offset_count) as date)
            when offset_unit = 'year' then cast(published_on + to_years(offset_count) as date)
        end as resolved_on
    from anchored
)

select
    * exclude (document_id, published_on, days_ahead, resolved_on, date_value),
    case
        when resolved_on is null then date_value
        when granularity = 'day' then cast(resolved_on as varchar)
        when granularity = 'month' then strftime(resolved_on, '%Y-%m')
        when granularity = 'year' then strftime(resolved_on, '%Y')
    end as date_value
from resolved
