with

dated as (
    select * from {{ ref('int_articles_dated') }}
),

relations as (
    select * from {{ ref('int_article_relations') }}
    where derived_from_article_id is not null
),

earliest_by_originals as (
    select
        relations.article_id,
        originals.published_earliest as bound_on
    from relations
    inner join dated as originals on relations.derived_from_article_id = originals.article_id
),

latest_by_copies as (
    select
        relations.derived_from_article_id as article_id,
        min(copies.published_latest) as bound_on
    from relations
    inner join dated as copies on relations.article_id = copies.article_id
    group by relations.derived_from_article_id
),

-- No copy is published before its original. A bound that contradicts the article's own evidence bounds nothing.
bounded as (
    select
        dated.*,
        case
            when earliest_by_originals.bound_on <= coalesce(dated.published_on, dated.published_latest)
                then greatest(dated.published_earliest, earliest_by_originals.bound_on)
            else dated.published_earliest
        end as bounded_earliest,
        case
            when latest_by_copies.bound_on >= coalesce(dated.published_on, dated.published_earliest, date '0001-01-01')
                then least(dated.published_latest, latest_by_copies.bound_on)
            else dated.published_latest
        end as bounded_latest,
        coalesce(bounded_earliest > bounded_latest, false) as is_contradiction
    from dated
    left join earliest_by_originals on dated.article_id = earliest_by_originals.article_id
    left join latest_by_copies on dated.article_id = latest_by_copies.article_id
)

select
    article_id,
    if(is_contradiction, published_earliest, bounded_earliest) as published_earliest,
    if(is_contradiction, published_latest, bounded_latest) as published_latest
from bounded
