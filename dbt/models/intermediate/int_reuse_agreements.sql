with

pairs as (
    select * from {{ ref('int_reuse_pairs') }}
),

mention_counts as (
    select * from {{ ref('int_mention_counts') }}
    where mention_count > 0
),

date_mentions as (
    select * from {{ ref('int_date_mentions') }}
    where is_content and mention_kind in ('absolute', 'relative')
),

actors as (
    select
        article_id,
        list(actor_id) as named
    from mention_counts
    group by article_id
),

-- A year or "about May" is no firm date: half the articles of a year name it.
dates as (
    select
        article_id,
        list(distinct date_value[1:10]) as named
    from date_mentions
    where granularity in ('day', 'month') and modifier is null and {{ first_day_of('date_value[1:10]') }} is not null
    group by article_id
)

-- Of a list that is missing, the functions below make an empty one.
select
    pairs.article_id,
    pairs.other_article_id,
    case
        when one_actors.named is not null and two_actors.named is not null
            then
                len(list_intersect(one_actors.named, two_actors.named))
                / least(len(one_actors.named), len(two_actors.named))
    end as common_actor_share,
    case
        when one_dates.named is not null and two_dates.named is not null
            then
                len(list_intersect(one_dates.named, two_dates.named))
                / least(len(one_dates.named), len(two_dates.named))
    end as common_date_share
from pairs
left join actors as one_actors on pairs.article_id = one_actors.article_id
left join actors as two_actors on pairs.other_article_id = two_actors.article_id
left join dates as one_dates on pairs.article_id = one_dates.article_id
left join dates as two_dates on pairs.other_article_id = two_dates.article_id
