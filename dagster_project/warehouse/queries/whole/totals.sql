select
    count(*) as articles, count(*) filter (where published_on is null) as undated, count(distinct source_id) as sources,
    count(*) filter (where relation is not null) as copies,
    (select count(*) from marts.mentions where is_counted) as mentions,
    (select count(*) from marts.deliveries where outcome = 'rejected') as refused
from marts.articles where is_current
