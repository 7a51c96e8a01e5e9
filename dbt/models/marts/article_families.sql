with

families as (
    select * from {{ ref('int_article_families') }}
)

select
    family_id,
    article_id,
    is_representative,
    article_count
from families
