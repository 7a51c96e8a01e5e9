with

articles as (
    select * from {{ ref('int_quality_articles') }}
    where source_id is not null
),

rules as (
    select * from {{ ref('quality_rules') }}
),

titles as (
    select
        rules.kind,
        rules.threshold,
        articles.source_id,
        articles.title,
        count(distinct articles.family_id) as value,
        min(articles.location) as location,
        max(articles.first_delivered_on) as found_on
    from articles
    inner join rules on rules.kind = 'repeated_title'
    where articles.title is not null
    group by rules.kind, rules.threshold, articles.source_id, articles.title
),

-- An update replaces its article at its place and is no copy.
places as (
    select
        articles.source_id,
        count(distinct delivered.location) as location_count,
        count(distinct articles.family_id) as family_count,
        min(delivered.location) as location,
        max(delivered.delivered_on) as found_on
    from {{ ref('int_delivered_articles') }} as delivered
    inner join articles on delivered.article_id = articles.article_id
    group by articles.source_id
),

copies as (
    select
        rules.*,
        places.*,
        places.location_count - places.family_count as copy_count,
        (places.location_count - places.family_count) / places.location_count as value
    from places
    inner join rules on rules.kind = 'inflated_by_copies'
)

select
    kind,
    source_id,
    location,
    found_on,
    value,
    format('{} different articles are titled {}', value, {{ quoted('title') }}) as finding
from titles
where value >= threshold

union all by name

select
    kind,
    source_id,
    location,
    found_on,
    value,
    format('{} of {} deliveries are copies of others', copy_count, location_count) as finding
from copies
where value >= threshold and copy_count >= least_new
