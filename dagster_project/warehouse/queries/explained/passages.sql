with sides as (
    select *, true as is_later from marts.reuse_passages where article_id = any($articles)
    union all by name
    select
        * replace (
            other_article_id as article_id, article_id as other_article_id, other_surface as surface,
            surface as other_surface, other_char_start as char_start, other_char_end as char_end,
            char_start as other_char_start, char_end as other_char_end
        ), false as is_later
    from marts.reuse_passages where other_article_id = any($articles)
)
select sides.*, other.title as other_title, other.location as other_location
from sides join marts.articles as other on other.article_id = sides.other_article_id
order by is_kin desc, other_article_id, passage_number
