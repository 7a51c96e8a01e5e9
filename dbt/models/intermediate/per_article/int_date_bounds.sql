-- From the article's own page and delivery alone. What a copy owes to its original comes in int_publication_intervals,
-- since these days tell original from copy: own dates, then direction, then bounds.
with

changed_articles as (
    select
        *,
        first_delivered_on + 1 as latest_possible_on -- east of here the next day may have begun
    from {{ ref('int_articles') }}
    {{ only_changed_articles() }}
),

date_evidence as (
    select * from {{ ref('int_date_evidence') }}
    where {{ in_slice() }}
),

told_days as (
    select * from {{ ref('int_told_days') }}
    where {{ in_slice() }}
),

-- A clue covers a period: its day, its month or its year. Clocks and quoted posts are never weighed as days of
-- publication, so only of clues that are weighed those below an even chance are left out.
periods as (
    select
        date_evidence.*,
        {{ first_day_of('date_evidence.candidate_date') }} as first_on,
        {{ last_day_of('date_evidence.candidate_date') }} as last_on
    from date_evidence
    where date_evidence.bound in ('upper', 'told') or date_evidence.confidence >= 0.5
),

page_bounds as (
    select
        changed_articles.article_id,
        -- No page is changed before it is published: where clues say so, either may be right.
        case
            when bool_or(periods.bound = 'stated' and periods.date_precision = 'day')
                then min(periods.first_on) filter (
                    where periods.bound in ('stated', 'changed') and periods.date_precision = 'day'
                )
        end as stated_earliest,
        max(periods.first_on) filter (
            where periods.bound in ('stated', 'changed') and periods.date_precision = 'day'
        ) as stated_latest,
        list(distinct periods.first_on order by periods.first_on) filter (
            where periods.evidence_kind in ('json_ld', 'meta') and periods.date_precision = 'day'
        ) as source_days,
        min(periods.last_on) filter (where periods.bound = 'upper') as clock_on,
        max(periods.first_on) filter (where periods.bound = 'told') as quoted_on
    from changed_articles
    inner join periods
        on
            changed_articles.article_id = periods.article_id
            and periods.first_on between date '1900-01-01' and changed_articles.latest_possible_on
    group by changed_articles.article_id
)

select
    changed_articles.article_id,
    changed_articles.document_id,
    changed_articles.article_state,
    changed_articles.latest_possible_on,
    page_bounds.stated_earliest,
    page_bounds.stated_latest,
    page_bounds.source_days,
    least(changed_articles.latest_possible_on, page_bounds.clock_on) as upper_on,
    greatest(told_days.told_on, page_bounds.quoted_on) as told_on
from changed_articles
left join page_bounds on changed_articles.article_id = page_bounds.article_id
left join told_days on changed_articles.article_id = told_days.article_id
