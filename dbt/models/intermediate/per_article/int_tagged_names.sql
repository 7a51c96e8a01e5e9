-- Those of the tagger's names that the gazetteer does not know.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

spans as (
    select * from {{ ref('int_tagged_spans') }}
    where {{ in_slice() }} and article_id in (select changed_articles.article_id from changed_articles)
),

matches as (
    select * from {{ ref('int_sure_matches') }}
    where {{ in_slice() }}
),

-- A name that the gazetteer reads within is another's, unless it is the country of a longer one.
known as (
    select
        spans.article_id,
        spans.char_start,
        bool_or(
            (not matches.is_country and matches.reference_kind <> 'embedded')
            or matches.char_start < spans.char_start
            or matches.char_end > spans.char_end
        ) as is_known,
        bool_or(matches.char_start <= spans.char_start and matches.char_end >= spans.char_end) as is_covered,
        max_by(matches.actor_id, matches.char_start) as country_id,
        max_by(matches.surface, matches.char_start) as country_words
    from spans
    inner join matches
        on
            spans.document_id = matches.document_id
            and spans.line_number = matches.line_number
            and spans.char_start < matches.char_end
            and spans.char_end > matches.char_start
    group by spans.article_id, spans.char_start
),

-- "Ruritania's Supreme Court": a country that ends where the name begins.
beside as (
    select
        spans.article_id,
        spans.char_start,
        max(matches.actor_id) as country_id
    from spans
    inner join matches
        on
            spans.document_id = matches.document_id
            and spans.line_number = matches.line_number
            and regexp_matches(spans.words_before, '[\p{L}.](''s|’s|''|’)? $')
            and matches.char_end = spans.char_start - length(regexp_extract(spans.words_before, '(''s|’s|''|’)? $'))
    where matches.is_country
    group by spans.article_id, spans.char_start
),

named as (
    select
        spans.*,
        coalesce(known.country_id, beside.country_id) as country_id,
        known.country_id is not null as holds_country,
        {{ is_lent_or_cut('spans.entity_type', 'spans.words_before', 'spans.words_after') }} as is_lent_or_cut,
        {{ actor_slug("replace(spans.surface, coalesce(known.country_words, ''), '')") }} as rest_slug
    from spans
    left join known on spans.article_id = known.article_id and spans.char_start = known.char_start
    left join beside on spans.article_id = beside.article_id and spans.char_start = beside.char_start
    where known.is_known is not true and known.is_covered is not true
)

-- In a headline any run of words may look like a name: one that holds a country needs a word that says what it is.
select
    * exclude (words_start, words_before, words_after, holds_country, rest_slug),
    regexp_replace(rest_slug, '^(s|of|the)-|-(of|in|of-the|in-the)$', '', 'g') as rest_slug
from named
where
    not holds_country
    or (entity_type = 'ORG' and list_has_any(string_split(name_slug, '-'), {{ organisation_words('is_head') }}))
