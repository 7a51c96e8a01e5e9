-- Whoever delivered on some days and then no more, whatever way deliveries come: files or feeds.
with

articles as (
    select * from {{ ref('int_quality_articles') }}
    where source_id is not null
),

rules as (
    select * from {{ ref('quality_rules') }}
    where kind = 'silent_source'
),

arrivals as (
    select distinct
        articles.source_id,
        delivered.delivered_on
    from {{ ref('int_delivered_articles') }} as delivered
    inner join articles on delivered.article_id = articles.article_id
),

pauses as (
    select
        source_id,
        delivered_on,
        delivered_on - lag(delivered_on) over (partition by source_id order by delivered_on) as pause
    from arrivals
),

-- Compared with the newest delivery of all, not with today: the same archive gives the same findings on any day.
rhythms as (
    select
        source_id,
        count(*) as day_count,
        max(pause) as longest_pause,
        max(delivered_on) as last_on,
        max(max(delivered_on)) over () as found_on,
        max(max(delivered_on)) over () - max(delivered_on) as silence
    from pauses
    group by source_id
),

judged as (
    select
        rules.*,
        rhythms.*,
        rhythms.silence / rhythms.longest_pause as value
    from rhythms
    cross join rules
)

select
    kind,
    source_id,
    found_on,
    value,
    format('silent for {} days, since {}; its longest pause was {} days', silence, last_on, longest_pause) as finding
from judged
where value >= threshold and silence >= least_new and day_count >= least_past
