with

changed_articles as (
    select * from {{ ref('int_articles') }}
    {{ only_changed_articles() }}
),

date_mentions as (
    select * from {{ ref('stg_date_mentions') }}
    where {{ in_slice() }}
),

articles_dated as (
    select * from {{ ref('int_articles_dated') }}
),

-- The day of publication, moved as far as the words say.
moved as (
    select
        changed_articles.article_id,
        changed_articles.article_state,
        date_mentions.*,
        articles_dated.published_on,
        case
            when date_mentions.anchor = 'publication'
                then
                    {{ moved_day(
                        'articles_dated.published_on', 'date_mentions.offset_unit', 'date_mentions.offset_count'
                    ) }}
        end as moved_on
    from changed_articles
    inner join date_mentions on changed_articles.document_id = date_mentions.document_id
    inner join articles_dated on changed_articles.article_id = articles_dated.article_id
),

-- Weekdays come back each week, parts of the year each year: the one before, the one around and the one after.
recurring as (
    select
        moved.*,
        around.shift,
        case
            when moved.anchor is null then {{ first_day_of_period('moved.date_value') }}
            when moved.weekday is not null
                then {{ weekday_of_week('moved.weekday', 'moved.moved_on', 'around.shift') }}
            when moved.calendar_part is not null
                then {{ first_day_of_part('(year(moved.moved_on) + around.shift)', 'moved.calendar_part') }}
            else moved.moved_on
        end as first_on
    from moved
    inner join (values (-1), (0), (1)) as around (shift)
        on around.shift = 0 or moved.weekday is not null or moved.calendar_part is not null
),

bounded as (
    select
        *,
        {{ last_day_of_period('first_on', 'granularity') }} as last_on
    from recurring
)

select * exclude (moved_on, shift, last_on)
from bounded
qualify
    row_number() over (
        partition by article_id, char_start
        order by
            coalesce(case direction
                when 'last' then last_on < moved_on
                when 'recent' then first_on <= moved_on
                when 'next' then first_on > moved_on
                when 'coming' then last_on >= moved_on
                when 'this' then shift = 0
            end, shift = 0 or direction = 'nearest') desc,
            abs(first_on - moved_on) asc nulls last,
            abs(shift) asc
    ) = 1
