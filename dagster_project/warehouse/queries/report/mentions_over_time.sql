with top_sources as (
    select source_id, source_name from marts.sources order by article_count desc, source_name limit 8
)
select strftime(date_day, '%Y-%m') as month, coalesce(source_name, 'other sources') as source,
    sum(mention_count) as mentions
from marts.mention_counts left join top_sources using (source_id)
where is_representative and date_day is not null
group by month, source having sum(mention_count) > 0 order by if(source = 'other sources', 1, 0), source, month
