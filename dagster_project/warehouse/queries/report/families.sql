with families as (
    select family_id, count(*) as members, sum(counts.mentions) filter (where not is_representative) as inflated_by
    from marts.articles
    left join (select article_id, sum(mention_count) as mentions from marts.mention_counts group by article_id) as counts
        using (article_id)
    where is_current group by family_id having members > 1
    order by inflated_by desc nulls last, family_id limit 15
)
select
    coalesce(first.title, first.location) as family, articles.article_id, coalesce(source_name, 'unknown source') as source,
    coalesce(articles.published_on, articles.first_delivered_on) as on_day, articles.published_on is not null as is_dated,
    articles.is_representative, coalesce(articles.relation, 'original') as relation, coalesce(inflated_by, 0) as inflated_by
from families
join marts.articles using (family_id)
join marts.articles as first on first.family_id = families.family_id and first.is_representative
left join marts.sources on articles.source_id = sources.source_id
where articles.is_current order by inflated_by desc, family, on_day, articles.article_id
