-- A source's delivery days against all of its days before, measure by measure: the median of the articles of a day
-- against the median and the median absolute deviation of the past (modified z-score of Iglewicz and Hoaglin, 1993).
-- Only the last days are judged, so that the cost stays linear in the number of articles.
{%- set judged_days = 7 %}
{%- set measures = {
    'chrome_share_break': 'chrome_share',
    'body_length_break': 'ln(1 + body_word_count)',
    'title_length_break': 'case when title is not null then title_word_count end',
    'missing_title_break': 'cast(title is null as integer)',
    'missing_day_break': 'cast(published_on is null as integer)',
    'delivery_day_break': 'cast(published_on = first_delivered_on as integer)',
} %}

with

rules as (
    select * from {{ ref('quality_rules') }}
),

measured as (
    {%- for kind, measure in measures.items() %}
        select
            source_id,
            first_delivered_on,
            location,
            '{{ kind }}' as kind,
            cast({{ measure }} as double) as measure
        from {{ ref('int_quality_articles') }}
        where source_id is not null
        {% if not loop.last %}union all{% endif %}
    {%- endfor %}
),

days as (
    select
        source_id,
        kind,
        first_delivered_on,
        median(measure) as day_median,
        count(measure) as day_count,
        min(location) as first_location
    from measured
    group by source_id, kind, first_delivered_on
    qualify row_number() over (partition by source_id, kind order by first_delivered_on desc) <= {{ judged_days }}
),

pasts as (
    select
        days.*,
        median(measured.measure) as past_median,
        mad(measured.measure) as past_spread,
        count(measured.measure) as past_count
    from days
    inner join measured
        on
            days.source_id = measured.source_id and days.kind = measured.kind
            and days.first_delivered_on > measured.first_delivered_on
    group by all
)

select
    pasts.source_id,
    pasts.kind,
    pasts.first_delivered_on,
    pasts.first_location,
    pasts.day_count,
    pasts.day_median,
    pasts.past_count,
    pasts.past_median,
    0.6745 * (pasts.day_median - pasts.past_median) / greatest(pasts.past_spread, rules.least_spread) as z_score
from pasts
inner join rules on pasts.kind = rules.kind
where
    pasts.past_count >= rules.least_past
    and pasts.day_count >= rules.least_new
    and abs(z_score) > rules.threshold
