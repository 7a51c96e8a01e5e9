-- Short forms that an article introduces beside the long form, as in "Harbour Workers Union (HWU)".
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

spans as (
    select
        *,
        coalesce(
            nullif(regexp_extract(words_after, '^\s*[(\[][“"'']?([A-Z][A-Za-z&.-]{1,9})[”"'']?[)\];,]', 1), ''),
            nullif(regexp_extract(words_before, '([A-Z][A-Za-z&.-]{1,9}) [(\[]$', 1), '')
        ) as acronym,
        regexp_replace(surface, '[^\p{Lu}]', '', 'g') as initials
    from {{ ref('int_tagged_spans') }}
    where
        {{ in_slice() }}
        and entity_type = 'ORG'
        and article_id in (select changed_articles.article_id from changed_articles)
),

-- The letters of the one are the capitals of the other, but for one: "and" counts here and not there.
introduced as (
    select * from spans
    where
        length(acronym) >= 2
        and contains(name_slug, '-')
        and left(initials, 1) = left(acronym, 1)
        and levenshtein(initials, regexp_replace(acronym, '[^\p{L}]', '', 'g')) <= 1
),

matches as (
    select * from {{ ref('int_sure_matches') }}
    where {{ in_slice() }} and reference_kind = 'name' and actor_type <> 'person' and not is_country
)

-- What the article says first holds.
select
    introduced.article_id,
    introduced.document_id,
    introduced.article_state,
    introduced.acronym,
    {{ actor_slug('introduced.acronym') }} as acronym_slug,
    introduced.name_slug,
    matches.actor_id
from introduced
left join matches
    on
        introduced.document_id = matches.document_id
        and introduced.line_number = matches.line_number
        and introduced.char_start = matches.char_start
        and introduced.char_end = matches.char_end
qualify row_number() over (
    partition by introduced.article_id, acronym_slug order by introduced.char_start
) = 1
