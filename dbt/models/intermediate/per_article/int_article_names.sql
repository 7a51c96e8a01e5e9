-- Each name that the tagger found in an article, the id that is made of it, and whether it is sure.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

names as (
    select
        article_id,
        document_id,
        article_state,
        name_slug,
        count_if(entity_type = 'PERSON') as person_count,
        bool_or(list_contains({{ organisation_words('is_head') }}, split_part(name_slug, '-', -1))) as has_head,
        arg_min(surface, char_start) as name,
        case
            when person_count > greatest(count_if(entity_type = 'ORG'), count(*) / 2) and not has_head then 'PERSON'
            when count_if(entity_type = 'ORG') * 2 >= count(*) or has_head then 'ORG'
            else 'LOC'
        end as entity_type,
        bool_and(is_in_title_case) as is_only_in_headlines,
        count_if(is_lent_or_cut) * 2 >= count(*) as is_often_lent_or_cut,
        person_count * 5 >= count(*) * 4 as is_mostly_person,
        max(country_id) as country_id,
        coalesce(max(nullif(rest_slug, '')), name_slug) as rest_slug
    from {{ ref('int_tagged_names') }}
    where {{ in_slice() }} and article_id in (select changed_articles.article_id from changed_articles)
    group by article_id, document_id, article_state, name_slug
),

-- A name of words that many share, as "Supreme Court": one such word alone wants its country beside it.
described as (
    select
        names.* exclude (country_id),
        contains(names.name, ' ') as has_two_words,
        list_has_any(string_split(names.name_slug, '-'), {{ organisation_words('is_head') }})
        and {{ is_made_like_an_organisation('names.name', 'names.name_slug') }} as is_organisation,
        list_has_all({{ organisation_words('is_generic') }}, string_split(names.rest_slug, '-')) as is_generic,
        coalesce(
            names.country_id, case when contains(names.rest_slug, '-') then article_countries.country_id end
        ) as country_id
    from names
    left join {{ ref('int_article_countries') }} as article_countries on names.article_id = article_countries.article_id
),

judged as (
    select
        *,
        case
            when entity_type = 'PERSON' then 'person:' || name_slug
            when is_generic and country_id is not null then concat('org:', lower(country_id), ':', rest_slug)
            when is_generic then concat('org:', left(article_id, 12), ':', name_slug)
            else 'org:' || name_slug
        end as derived_id,
        not is_only_in_headlines
        and not is_often_lent_or_cut
        and has_two_words
        and case entity_type
            when 'PERSON' then is_mostly_person and {{ is_made_like_a_person('name') }}
            when 'ORG' then is_organisation and (not is_generic or country_id is not null)
            else false
        end as is_sure
    from described
)

select
    judged.article_id,
    judged.document_id,
    judged.article_state,
    judged.name,
    judged.name_slug,
    judged.entity_type,
    judged.has_two_words,
    judged.is_organisation,
    judged.is_sure or (actor_ids.actor_id is not null and (judged.has_two_words or actor_ids.is_outlet)) as is_sure,
    coalesce(actor_ids.actor_id, judged.derived_id) as actor_id
from judged
left join {{ ref('int_actor_ids') }} as actor_ids on judged.derived_id = actor_ids.former_id
