with

changed_articles as (
    select * from {{ ref('int_articles') }}
    {{ only_changed_articles() }}
),

date_evidence as (
    select
        *,
        {{ first_day_of('candidate_date') }} as period_first_on,
        {{ last_day_of('candidate_date') }} as period_last_on
    from {{ ref('int_date_evidence') }}
    where {{ in_slice() }}
),

bounds as (
    select * from {{ ref('int_date_bounds') }}
    where {{ in_slice() }} and article_id in (select changed_articles.article_id from changed_articles)
),

decisive as (
    select date_evidence.* from date_evidence
    inner join bounds on date_evidence.article_id = bounds.article_id
    where
        date_evidence.rank is not null
        and date_evidence.confidence >= 0.5 -- below an even chance, unknown is the better answer
        and (
            date_evidence.period_first_on between date '1900-01-01' and bounds.latest_possible_on
            or (date_evidence.rank = 0 and date_evidence.candidate_date is null)
        )
    qualify
        row_number() over (
            partition by date_evidence.article_id
            order by
                date_evidence.rank = 0 desc, date_evidence.date_precision = 'day' desc, date_evidence.rank asc,
                coalesce(list_contains(bounds.source_days, date_evidence.period_first_on), false) desc,
                date_evidence.confidence desc, date_evidence.char_start asc nulls first,
                date_evidence.candidate_date asc, date_evidence.date_evidence_id asc
        ) = 1
),

decided as (
    select
        bounds.* exclude (stated_earliest, stated_latest, told_on),
        decisive.date_precision,
        decisive.confidence as date_confidence,
        decisive.date_evidence_id,
        decisive.period_last_on,
        case when decisive.date_precision = 'day' then decisive.period_first_on end as published_on,
        if(decisive.rank = 0, decisive.period_first_on, bounds.stated_earliest) as stated_earliest,
        if(decisive.rank = 0, decisive.period_first_on, bounds.stated_latest) as stated_latest,
        -- A month that begins after the upper bound contradicts it and bounds nothing; so does what is told of later.
        if(decisive.bound = 'stated' and decisive.period_first_on <= bounds.upper_on, decisive.period_first_on, null)
            as period_on,
        if(bounds.told_on <= least(bounds.upper_on, decisive.period_last_on), bounds.told_on, null) as told_on
    from bounds
    left join decisive on bounds.article_id = decisive.article_id
)

-- A correction (rank 0) alone is right. Days that clues state span the interval, a change extends it to its day. Where
-- no day is known, the month or the year, what is told of and the clocks bound it.
select
    article_id,
    article_state,
    published_on,
    date_precision,
    date_confidence,
    date_evidence_id,
    case
        when published_on is not null and stated_earliest is not null then least(stated_earliest, published_on)
        when published_on is not null then if(told_on <= published_on, told_on, null)
        else greatest(period_on, told_on)
    end as published_earliest,
    case
        when published_on is not null and stated_latest is not null then greatest(stated_latest, published_on)
        when published_on is not null or period_on is null then greatest(upper_on, published_on)
        else least(period_last_on, upper_on)
    end as published_latest
from decided
