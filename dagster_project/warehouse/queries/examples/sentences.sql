with top_actors as (
    select actor_id, actor_name, sum(mention_count) as mentions
    from marts.mention_counts join marts.actors using (actor_id)
    where is_representative group by all having mentions > 0 order by mentions desc, actor_name limit 12
)
select sentence, article_id from (
    select sentence, article_id, top_actors.mentions, actor_name
    from marts.mentions join top_actors using (actor_id) join marts.articles using (article_id)
    where is_counted and is_representative
    qualify row_number() over (partition by actor_id order by published_on desc nulls last, article_id, char_start) = 1
) order by mentions desc, actor_name limit 5
