with

families as (
    select * from {{ ref('int_article_families') }}
)

select
    family_id,
    article_id,
    is_representative,
    relation,
    derived_from_article_id,
    direction_basis,
    held_share,
    common_actor_share,
    common_date_share,
    article_count
from families
