with top_actors as (
    select actor_id, actor_name, sum(mention_count) as mentions
    from marts.mention_counts join marts.actors using (actor_id)
    where is_representative group by all having mentions > 0 order by mentions desc, actor_name limit 12
), named as (
    select distinct article_id, sentence_start, sentence, actor_id
    from marts.mentions join top_actors using (actor_id) where is_counted
)
select sentence, article_id from named group by all having count(*) > 1
order by count(*) desc, article_id, sentence limit 5
