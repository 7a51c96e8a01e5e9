-- Whom a name of the tagger means in its article: its bearer, the long form of an acronym, the full name of a surname.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

names as (
    select * from {{ ref('int_article_names') }}
    where {{ in_slice() }} and article_id in (select changed_articles.article_id from changed_articles)
),

acronyms as (
    select
        acronyms.article_id,
        acronyms.article_state,
        acronyms.acronym as name,
        acronyms.acronym_slug as name_slug,
        coalesce(acronyms.actor_id, names.actor_id) as actor_id,
        if(acronyms.actor_id is not null or names.is_organisation or names.is_sure, 'B', 'C') as tier
    from {{ ref('int_article_acronyms') }} as acronyms
    left join names on acronyms.article_id = names.article_id and acronyms.name_slug = names.name_slug
    where
        {{ in_slice('acronyms') }} and acronyms.article_id in (select changed_articles.article_id from changed_articles)
        and coalesce(acronyms.actor_id, names.actor_id) is not null
),

full_names as (
    select
        article_id,
        name_slug,
        actor_id
    from names
    where entity_type = 'PERSON' and is_sure
    union
    select
        changed_articles.article_id,
        {{ actor_slug('matches.alias') }} as name_slug,
        matches.actor_id
    from changed_articles
    inner join {{ ref('int_sure_matches') }} as matches on changed_articles.document_id = matches.document_id
    where {{ in_slice('matches') }} and matches.actor_type = 'person' and matches.alias_type = 'name'
),

-- The last word of one full name; else the first, as where surnames come first. Two such people: nobody is meant.
surnames as (
    select
        names.article_id,
        names.name_slug,
        min(full_names.actor_id) as actor_id
    from names
    inner join full_names on names.article_id = full_names.article_id and not names.has_two_words
    where full_names.name_slug like names.name_slug || '-%' or full_names.name_slug like '%-' || names.name_slug
    group by names.article_id, names.name_slug
    having count(distinct full_names.actor_id) = 1
)

select
    *,
    'acronym' as reference_kind,
    'acronym_in_brackets' as method,
    tier = 'B' as is_searched
from acronyms
union all by name
select
    names.article_id,
    names.article_state,
    names.name,
    names.name_slug,
    coalesce(surnames.actor_id, names.actor_id) as actor_id,
    if(surnames.actor_id is null, 'name', 'surname') as reference_kind,
    if(surnames.actor_id is null, 'tagger', 'full_name_in_article') as method,
    if(surnames.actor_id is not null or names.is_sure, 'B', 'C') as tier,
    names.has_two_words and names.is_sure as is_searched
from names
left join surnames on names.article_id = surnames.article_id and names.name_slug = surnames.name_slug
where
    (names.article_id, names.name_slug) not in (select (acronyms.article_id, acronyms.name_slug) from acronyms)
    and (surnames.actor_id is not null or names.entity_type in ('PERSON', 'ORG'))
