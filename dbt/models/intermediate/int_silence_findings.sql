-- Whoever delivered on some days and then no more: an outlet, whatever way its deliveries come, and a feed by itself,
-- because its outlet may go on by another one, or its pages be refused.
with

articles as (
    select * from {{ ref('int_quality_articles') }}
    where source_id is not null
),

arrivals as (
    select distinct
        'silent_source' as kind,
        articles.source_id,
        cast(null as varchar) as feed,
        delivered.delivered_on
    from {{ ref('int_delivered_articles') }} as delivered
    inner join articles on delivered.article_id = articles.article_id

    union all

    select distinct
        'silent_feed' as kind,
        cast(null as varchar) as source_id,
        feed,
        delivered_on
    from {{ ref('stg_deliveries') }}
    where feed is not null and outcome <> 'rejected'
),

pauses as (
    select
        *,
        delivered_on - lag(delivered_on) over (partition by kind, source_id, feed order by delivered_on) as pause
    from arrivals
),

-- Compared with the newest delivery of all, not with today: the same archive gives the same findings on any day.
rhythms as (
    select
        kind,
        source_id,
        feed,
        count(*) as day_count,
        max(pause) as longest_pause,
        max(delivered_on) as last_on,
        max(max(delivered_on)) over () as found_on,
        max(max(delivered_on)) over () - max(delivered_on) as silence
    from pauses
    group by kind, source_id, feed
),

judged as (
    select
        rules.threshold,
        rules.least_past,
        rules.least_new,
        rhythms.*,
        rhythms.silence / rhythms.longest_pause as value
    from rhythms
    inner join {{ ref('quality_rules') }} as rules on rhythms.kind = rules.kind
)

select
    kind,
    source_id,
    feed,
    found_on,
    value,
    concat(
        'the feed ' || feed || ' is ',
        format('silent for {} days, since {}; its longest pause was {} days', silence, last_on, longest_pause)
    ) as finding
from judged
where value >= threshold and silence >= least_new and day_count >= least_past
