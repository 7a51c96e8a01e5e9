-- What each name on a page is a name of, told by all places where the page has it.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

spans as (
    select * from {{ ref('int_entity_spans') }}
    where {{ in_slice() }} and article_id in (select changed_articles.article_id from changed_articles)
),

acronyms as (
    select * from {{ ref('int_article_acronyms') }}
    where {{ in_slice() }} and article_id in (select changed_articles.article_id from changed_articles)
),

-- The first and the last words of full names: by one of them alone, the page means the same person.
person_words as (
    select
        article_id,
        list(regexp_extract(surface, '^\S+')) || list(regexp_extract(surface, '\S+$')) as words
    from spans
    where entity_type = 'PERSON' and contains(surface, ' ')
    group by article_id
),

names as (
    select
        article_id,
        document_id,
        article_state,
        surface as name,
        bool_or(actor_id is not null) as is_listed,
        -- Of types that are as frequent the first in the alphabet, so that the same page always gives the same.
        mode(entity_type order by entity_type) as entity_type,
        lower(regexp_extract(surface, ' (\p{L}+)$', 1)) as last_word
    from spans
    group by article_id, document_id, article_state, surface
    union all by name
    select
        article_id,
        document_id,
        article_state,
        acronym as name,
        false as is_listed,
        'ORG' as entity_type,
        '' as last_word
    from acronyms
    where (article_id, acronym) not in (select (spans.article_id, spans.surface) from spans)
)

select
    names.article_id,
    names.document_id,
    names.article_state,
    names.name,
    {{ actor_slug('names.name') }} as name_slug,
    names.is_listed,
    case
        when names.is_listed then names.entity_type
        when list_contains(person_words.words, names.name) then 'PERSON'
        when acronyms.acronym is not null then 'ORG'
        when list_contains({{ organisation_words('is_head') }}, names.last_word) then 'ORG'
        else names.entity_type
    end as entity_type
from names
left join person_words on names.article_id = person_words.article_id
left join acronyms on names.article_id = acronyms.article_id and names.name = acronyms.acronym
