with

articles as (
    select * from {{ ref('int_articles') }}
),

kin_groups as (
    select * from {{ ref('int_kin_groups') }}
),

relations as (
    select * from {{ ref('int_article_relations') }}
),

bodies as (
    select * from {{ ref('int_article_bodies') }}
),

dated as (
    select * from {{ ref('int_articles_dated') }}
),

grouped as (
    select
        articles.article_id,
        articles.is_current,
        articles.first_delivery_number,
        dated.published_on,
        bodies.body_word_count,
        relations.relation,
        relations.derived_from_article_id,
        relations.direction_basis,
        relations.held_share,
        relations.common_actor_share,
        relations.common_date_share,
        coalesce(kin_groups.group_id, articles.article_id) as group_id
    from articles
    inner join bodies on articles.article_id = bodies.article_id
    inner join dated on articles.article_id = dated.article_id
    left join kin_groups on articles.article_id = kin_groups.article_id
    left join relations on articles.article_id = relations.article_id
)

-- Who derives from nobody represents the family; of several the earliest, then the fullest text.
select
    article_id,
    relation,
    derived_from_article_id,
    direction_basis,
    held_share,
    common_actor_share,
    common_date_share,
    first_value(article_id) over (
        partition by group_id
        order by first_delivery_number asc, article_id asc
    ) as family_id,
    is_current and row_number() over (
        partition by group_id
        order by
            derived_from_article_id is not null asc, published_on asc nulls last, body_word_count desc,
            first_delivery_number asc, article_id asc
    ) = 1 as is_representative,
    count(*) over (partition by group_id) as article_count
from grouped
