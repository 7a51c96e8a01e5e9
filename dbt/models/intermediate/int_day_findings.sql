with

articles as (
    select * from {{ ref('int_quality_articles') }}
    where published_on is not null and source_id is not null
),

rules as (
    select * from {{ ref('quality_rules') }}
),

daily as (
    select
        source_id,
        published_on,
        count(*) as article_count,
        min(location) as location,
        max(first_delivered_on) as found_on,
        count_if(published_on = first_delivered_on) as delivery_day_count,
        sum(count(*)) over (partition by source_id) as source_article_count,
        count(*) over (partition by source_id) as source_day_count
    from articles
    group by source_id, published_on
),

-- A clock or a relaunch is taken for their day, or news broke.
crowded as (
    select
        rules.*,
        daily.*,
        daily.article_count / daily.source_article_count as value
    from daily
    inner join rules on rules.kind = 'crowded_day'
),

-- Their date may be that of the capture.
by_delivery as (
    select
        rules.kind,
        rules.threshold,
        daily.source_id,
        min(daily.location) as location,
        max(daily.found_on) as found_on,
        sum(daily.article_count) as value,
        sum(daily.delivery_day_count) as delivery_day_count
    from daily
    inner join rules on rules.kind = 'dated_by_delivery'
    group by rules.kind, rules.threshold, daily.source_id
)

select
    kind,
    source_id,
    location,
    found_on,
    value,
    format('{} of {} dated articles are of {}', article_count, source_article_count, published_on) as finding
from crowded
where value > threshold and source_article_count >= least_past and source_day_count >= least_new

union all by name

select
    kind,
    source_id,
    location,
    found_on,
    value,
    format('all {} dated articles are dated by the day they arrived', value) as finding
from by_delivery
where value >= threshold and value = delivery_day_count
