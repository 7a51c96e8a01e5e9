-- An actor that is mentioned in one article only says nothing about whom it is mentioned with; pairs need two articles.
with

mentions as (
    select distinct
        mentions.article_id,
        mentions.actor_id,
        mentions.line_number,
        mentions.sentence_start
    from {{ ref('mentions') }} as mentions
    inner join {{ ref('articles') }} as articles on mentions.article_id = articles.article_id
    where mentions.is_counted and articles.is_current
),

in_articles as (
    select
        article_id,
        actor_id,
        count(*) over (partition by actor_id) as article_count
    from mentions
    group by article_id, actor_id
),

all_articles as (
    select count(*) as all_article_count
    from {{ ref('articles') }}
    where is_current
),

article_pairs as (
    select
        one.actor_id,
        other.actor_id as other_actor_id,
        one.article_count,
        other.article_count as other_article_count,
        count(*) as shared_article_count
    from in_articles as one
    inner join in_articles as other on one.article_id = other.article_id and one.actor_id < other.actor_id
    where one.article_count > 1 and other.article_count > 1
    group by one.actor_id, other.actor_id, one.article_count, other.article_count
),

sentence_pairs as (
    select
        one.actor_id,
        other.actor_id as other_actor_id,
        count(*) as shared_sentence_count
    from mentions as one
    inner join mentions as other
        on
            one.article_id = other.article_id
            and one.line_number = other.line_number
            and one.sentence_start = other.sentence_start
            and one.actor_id < other.actor_id
    group by one.actor_id, other.actor_id
),

pairs as (
    select
        article_pairs.*,
        coalesce(sentence_pairs.shared_sentence_count, 0) as shared_sentence_count
    from article_pairs
    left join sentence_pairs
        on
            article_pairs.actor_id = sentence_pairs.actor_id
            and article_pairs.other_actor_id = sentence_pairs.other_actor_id
)

select
    pairs.*,
    all_articles.all_article_count,
    pairs.shared_article_count * all_articles.all_article_count / (pairs.article_count * pairs.other_article_count)
        as lift,
    all_articles.all_article_count < 30 as has_few_articles
from pairs
cross join all_articles
