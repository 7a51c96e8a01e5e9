-- An actor that is mentioned in one article only says nothing about whom it is mentioned with; pairs need two articles.
with

mentions as (
    select
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

in_sentences as (
    select distinct * from mentions
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
    from in_sentences as one
    inner join in_sentences as other
        on
            one.article_id = other.article_id
            and one.line_number = other.line_number
            and one.sentence_start = other.sentence_start
            and one.actor_id < other.actor_id
    group by one.actor_id, other.actor_id
)

select
    article_pairs.actor_id,
    article_pairs.other_actor_id,
    article_pairs.shared_article_count,
    coalesce(sentence_pairs.shared_sentence_count, 0) as shared_sentence_count,
    article_pairs.article_count,
    article_pairs.other_article_count,
    all_articles.all_article_count,
    article_pairs.shared_article_count * all_articles.all_article_count
    / (article_pairs.article_count * article_pairs.other_article_count) as lift,
    all_articles.all_article_count < 30 as has_few_articles
from article_pairs
cross join all_articles
left join sentence_pairs
    on
        article_pairs.actor_id = sentence_pairs.actor_id
        and article_pairs.other_actor_id = sentence_pairs.other_actor_id
