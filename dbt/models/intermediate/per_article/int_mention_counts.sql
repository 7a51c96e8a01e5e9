with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

mentions as (
    select * from {{ ref('int_mentions_resolved') }}
    where {{ in_slice() }}
)

select
    mentions.article_id,
    mentions.article_state,
    mentions.actor_id,
    count(*) filter (where mentions.is_counted) as mention_count,
    count(*) filter (
        where mentions.is_counted and mentions.reference_kind in ('name', 'acronym', 'surname')
    ) as name_mention_count,
    count(*) filter (where mentions.is_counted and mentions.role = 'title') as title_mention_count,
    count(*) as page_mention_count,
    count(*) filter (where mentions.is_counted and mentions.reference_kind = 'demonym') as demonym_mention_count,
    count(*) filter (where mentions.is_counted and mentions.reference_kind = 'metonym') as metonym_mention_count,
    count(*) filter (where mentions.is_counted and mentions.reference_kind = 'nominal') as nominal_mention_count,
    count(*) filter (where mentions.is_content and mentions.reference_kind = 'place') as place_mention_count,
    count(*) filter (where mentions.is_content and mentions.reference_kind = 'embedded') as embedded_mention_count,
    count(*) filter (where mentions.is_content and mentions.reference_kind = 'concept') as concept_mention_count
from mentions
inner join changed_articles on mentions.article_id = changed_articles.article_id
group by mentions.article_id, mentions.article_state, mentions.actor_id
