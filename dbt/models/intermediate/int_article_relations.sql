with

pairs as (
    select * from {{ ref('int_reuse_pairs') }}
    where is_kin
),

directions as (
    select * from {{ ref('int_reuse_directions') }}
),

agreements as (
    select * from {{ ref('int_reuse_agreements') }}
),

agreed as (
    select
        pairs.*,
        agreements.common_actor_share,
        agreements.common_date_share
    from pairs
    inner join agreements
        on pairs.article_id = agreements.article_id and pairs.other_article_id = agreements.other_article_id
),

both_ways as (
    select
        article_id,
        other_article_id as relative_id,
        relation,
        held_share,
        common_actor_share,
        common_date_share
    from agreed
    union all
    select
        other_article_id as article_id,
        article_id as relative_id,
        relation,
        other_held_share as held_share,
        common_actor_share,
        common_date_share
    from agreed
),

directed as (
    select
        both_ways.*,
        directions.original_article_id,
        directions.basis
    from both_ways
    left join directions
        on
            least(both_ways.article_id, both_ways.relative_id)
            = least(directions.article_id, directions.other_article_id)
            and greatest(both_ways.article_id, both_ways.relative_id)
            = greatest(directions.article_id, directions.other_article_id)
)

-- Of several relatives that an article may derive from, the one that holds most of it; then those of unknown direction.
select
    article_id,
    relation,
    original_article_id as derived_from_article_id,
    basis as direction_basis,
    held_share,
    common_actor_share,
    common_date_share
from directed
where original_article_id is distinct from article_id
qualify
    row_number() over (
        partition by article_id order by original_article_id is null asc, held_share desc, relative_id asc
    ) = 1
