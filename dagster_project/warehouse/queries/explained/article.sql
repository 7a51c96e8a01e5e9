select articles.*, sources.source_name, sources.domain, families.direction_basis,
    original.location as original_location, newer.location as newer_location
from marts.articles
left join marts.sources using (source_id)
left join marts.article_families as families using (article_id)
left join marts.articles as original on original.article_id = articles.derived_from_article_id
left join marts.articles as newer on newer.article_id = articles.superseded_by
where articles.article_id = any($articles)
