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
),

-- A clue covers a period: its day, its month or its year.
periods as (
    select
        date_evidence.*,
        changed_articles.latest_possible_on,
        {{ first_day_of('candidate_date') }} as period_first_on,
        {{ last_day_of('candidate_date') }} as period_last_on
    from date_evidence
    inner join changed_articles on date_evidence.article_id = changed_articles.article_id
),

decisive as (
    select * from periods
    where
        rank is not null
        and confidence >= 0.5 -- below an even chance, unknown is the better answer
        and period_first_on between date '1900-01-01' and latest_possible_on
    qualify
        row_number() over (
            partition by article_id
            order by
                date_precision = 'day' desc, rank asc, confidence desc,
                line_number asc nulls first, char_start asc nulls first, candidate_date asc, date_evidence_id asc
        ) = 1
),

upper_bounds as (
    select
        article_id,
        min(period_last_on) as bound_on
    from periods
    where bound = 'upper' and period_first_on >= date '1900-01-01'
    group by article_id
),

bounded as (
    select
        changed_articles.article_id,
        changed_articles.article_state,
        case when decisive.date_precision = 'day' then decisive.period_first_on end as published_on,
        decisive.date_precision,
        decisive.confidence as date_confidence,
        decisive.date_evidence_id,
        decisive.period_first_on,
        decisive.period_last_on,
        least(changed_articles.latest_possible_on, upper_bounds.bound_on) as bound_on
    from changed_articles
    left join decisive on changed_articles.article_id = decisive.article_id
    left join upper_bounds on changed_articles.article_id = upper_bounds.article_id
)

select
    article_id,
    article_state,
    published_on,
    date_precision,
    date_confidence,
    date_evidence_id,
    -- A month that begins after the upper bound contradicts it and bounds nothing.
    case when published_on is not null or period_first_on <= bound_on then period_first_on end as published_earliest,
    case
        when published_on is not null then published_on
        when period_first_on <= bound_on then least(period_last_on, bound_on)
        else bound_on
    end as published_latest
from bounded
