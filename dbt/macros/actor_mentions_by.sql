{#-
    How often actors are mentioned in each cell of a division of all current articles, with the cell's totals to divide by.
    `cells` names the dividing columns: source_id, date_day, week_start_day, month_start_day. What is unknown is a cell too.
-#}
{% macro actor_mentions_by(cells) %}
with

mention_counts as (
    select * from {{ ref('mention_counts') }}
    where mention_count > 0
),

articles as (
    select
        article_id,
        is_representative,
        body_word_count,
        source_id,
        published_on as date_day,
        cast(date_trunc('week', published_on) as date) as week_start_day,
        cast(date_trunc('month', published_on) as date) as month_start_day
    from {{ ref('articles') }}
    where is_current
),

-- Totals are taken before the join, so that articles without any mention are in them.
articles_in_cells as (
    select
        *,
        count(*) over (partition by {{ cells | join(', ') }}) as all_article_count,
        sum(body_word_count) over (partition by {{ cells | join(', ') }}) as all_word_count,
        count(*) filter (where is_representative)
            over (partition by {{ cells | join(', ') }}) as all_representative_article_count
    from articles
),

mentions_in_cells as (
    select
        articles_in_cells.*,
        mention_counts.actor_id,
        mention_counts.mention_count
    from mention_counts
    inner join articles_in_cells on mention_counts.article_id = articles_in_cells.article_id
),

counted as (
    select
        {{ cells | join(', ') }},
        actor_id,
        all_article_count,
        all_word_count,
        all_representative_article_count,
        count(*) as article_count,
        count(*) filter (where is_representative) as representative_article_count,
        sum(mention_count) as mention_count,
        coalesce(sum(mention_count) filter (where is_representative), 0) as representative_mention_count
    from mentions_in_cells
    group by {{ cells | join(', ') }}, actor_id, all_article_count, all_word_count, all_representative_article_count
),

totalled as (
    select
        *,
        sum(mention_count) over (partition by {{ cells | join(', ') }}) as all_mention_count,
        sum(representative_mention_count)
            over (partition by {{ cells | join(', ') }}) as all_representative_mention_count
    from counted
)

select
    {{ cells | join(', ') }},
    actor_id,
    article_count,
    all_article_count,
    article_count / all_article_count as article_share,
    cast(mention_count as bigint) as mention_count,
    cast(all_mention_count as bigint) as all_mention_count,
    mention_count / all_mention_count as mention_share,
    cast(all_word_count as bigint) as all_word_count,
    1000 * mention_count / nullif(all_word_count, 0) as mentions_per_1000_words,
    all_article_count < 30 as has_few_articles,
    representative_article_count,
    all_representative_article_count,
    representative_article_count / nullif(all_representative_article_count, 0) as representative_article_share,
    cast(representative_mention_count as bigint) as representative_mention_count,
    cast(all_representative_mention_count as bigint) as all_representative_mention_count,
    representative_mention_count / nullif(all_representative_mention_count, 0) as representative_mention_share
from totalled
{% endmacro %}
