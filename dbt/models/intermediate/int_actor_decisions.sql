-- An office is whoever holds it on all days on which the article can have been published; two actors may be one, or one
-- beside a third be another.
with

mentioned as (
    select
        article_id,
        actor_id,
        bool_or(is_counted) as is_counted
    from {{ ref('int_mentions') }}
    group by article_id, actor_id
),

dated as (
    select * from {{ ref('int_articles_dated') }}
),

corrections as (
    select * from {{ ref('actor_corrections') }}
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
    select
        mentioned.article_id,
        mentioned.actor_id as former_id,
        coalesce(holders.member_id, mentioned.actor_id) as actor_id
    from mentioned
    left join holders on mentioned.article_id = holders.article_id and mentioned.actor_id = holders.actor_id
),

corrected as (
    select
        held.article_id,
        held.former_id,
        arg_max(corrections.actor_id, coalesce(corrections.beside_actor_id, '')) as actor_id
    from held
    inner join corrections on held.actor_id = corrections.former_id
    where
        corrections.beside_actor_id is null
        or exists (
            select 1 from mentioned as others
            where
                others.article_id = held.article_id
                and others.actor_id = corrections.beside_actor_id
                and others.is_counted
        )
    group by held.article_id, held.former_id
)

select
    held.article_id,
    held.former_id,
    coalesce(corrected.actor_id, held.actor_id) as actor_id
from held
left join corrected on held.article_id = corrected.article_id and held.former_id = corrected.former_id
where coalesce(corrected.actor_id, held.actor_id) <> held.former_id
