-- Mentions after decisions: an office is whoever holds it on all days on which the article can have been published; two
-- actors may be one, or one beside a third be another.
with

mentions as (
    select * from {{ ref('int_mentions') }}
),

dated as (
    select * from {{ ref('int_articles_dated') }}
),

corrections as (
    select * from {{ ref('actor_corrections') }}
),

mentioned as (
    select distinct
        article_id,
        actor_id
    from mentions
),

holders as (
    select
        mentioned.article_id,
        mentioned.actor_id,
        min(memberships.member_id) as member_id
    from mentioned
    inner join dated on mentioned.article_id = dated.article_id
    inner join {{ ref('gazetteer_memberships') }} as memberships
        on
            mentioned.actor_id = memberships.organisation_id
            and dated.published_earliest >= memberships.valid_from
            and dated.published_latest <= coalesce(memberships.valid_to, date '9999-12-31')
    group by mentioned.article_id, mentioned.actor_id
    having count(*) = 1
),

held as (
    select mentions.* replace (coalesce(holders.member_id, mentions.actor_id) as actor_id)
    from mentions
    left join holders on mentions.article_id = holders.article_id and mentions.actor_id = holders.actor_id
),

corrected as (
    select
        held.article_id,
        held.actor_id as former_id,
        arg_max(corrections.actor_id, coalesce(corrections.beside_actor_id, '')) as actor_id
    from held
    inner join corrections on held.actor_id = corrections.former_id
    where
        corrections.beside_actor_id is null
        or exists (
            select 1 from mentions as others
            where
                others.article_id = held.article_id
                and others.actor_id = corrections.beside_actor_id
                and others.is_counted
        )
    group by held.article_id, held.actor_id
)

select held.* replace (coalesce(corrected.actor_id, held.actor_id) as actor_id)
from held
left join corrected on held.article_id = corrected.article_id and held.actor_id = corrected.former_id
