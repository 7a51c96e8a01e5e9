-- DuckDB's "using key" keeps one row an article instead of every path between two; the linter cannot parse it.
with recursive -- noqa: PRS

pairs as (
    select * from {{ ref('int_reuse_pairs') }}
    where is_kin
),

edges as (
    select
        article_id,
        other_article_id
    from pairs
    union
    select
        other_article_id as article_id,
        article_id as other_article_id
    from pairs
),

-- Every article takes over the smallest id among its kin, again and again until nobody learns of a smaller one.
groups (article_id, group_id) using key (article_id) as (
    select
        article_id,
        min(article_id) as group_id
    from edges
    group by article_id
    union
    (
        select
            edges.other_article_id as article_id,
            min(groups.group_id) as group_id
        from groups
        inner join edges on groups.article_id = edges.article_id
        inner join recurring.groups as known on edges.other_article_id = known.article_id
        where groups.group_id < known.group_id
        group by edges.other_article_id
    )
)

select
    article_id,
    group_id
from groups
