{{ config(meta={'dagster': {'ref': {'name': 'mention_counts'}}}) }}

-- Every count of a current article can be recomputed from its mentions, and no current mention lies outside the counts.
with

mentions as (
    select * from {{ ref('mentions') }}
),

articles as (
    select * from {{ ref('articles') }}
    where is_current
),

mention_counts as (
    select * from {{ ref('mention_counts') }}
),

recomputed as (
    select
        mentions.article_id,
        mentions.actor_id,
        count(*) as page_mention_count,
        sum(cast(mentions.is_counted as integer)) as mention_count
    from mentions
    inner join articles on mentions.article_id = articles.article_id
    group by mentions.article_id, mentions.actor_id
)

select
    article_id,
    actor_id,
    mention_counts.mention_count,
    recomputed.mention_count as recomputed_count
from mention_counts
full outer join recomputed using (article_id, actor_id)
where
    mention_counts.mention_count is distinct from recomputed.mention_count
    or mention_counts.page_mention_count is distinct from recomputed.page_mention_count
    or mention_counts.name_mention_count > mention_counts.mention_count
    or mention_counts.title_mention_count > mention_counts.mention_count
    or mention_counts.mention_count > mention_counts.page_mention_count
