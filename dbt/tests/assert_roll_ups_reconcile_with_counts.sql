{{ config(meta={'dagster': {'ref': {'name': 'mention_counts'}}}) }}

-- Whatever articles are divided by, the cells of an actor add up to its counted mentions and articles.
with

expected as (
    select
        actor_id,
        count(*) as article_count,
        sum(mention_count) as mention_count
    from {{ ref('mention_counts') }}
    where mention_count > 0
    group by actor_id
),

rolled_up as (
    {% for roll_up in [
        'source_actor_mentions', 'daily_actor_mentions', 'weekly_actor_mentions', 'monthly_actor_mentions',
        'monthly_source_actor_mentions'
    ] %}
        select
            '{{ roll_up }}' as found_in,
            actor_id,
            sum(article_count) as article_count,
            sum(mention_count) as mention_count,
            min(mention_share) as least_share,
            max(mention_share) as most_share
        from {{ ref(roll_up) }}
        group by actor_id
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

roll_ups as (
    select distinct found_in from rolled_up
)

select
    roll_ups.found_in,
    expected.actor_id,
    expected.mention_count,
    rolled_up.mention_count as rolled_up_count
from expected
cross join roll_ups
full outer join rolled_up on expected.actor_id = rolled_up.actor_id and roll_ups.found_in = rolled_up.found_in
where
    expected.mention_count is distinct from rolled_up.mention_count
    or expected.article_count is distinct from rolled_up.article_count
    or rolled_up.least_share <= 0
    or rolled_up.most_share > 1
