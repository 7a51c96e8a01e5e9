-- Mentions of actors by the names that the tagger found: at its own spans, and where the same words stand elsewhere.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

places as (
    select
        * exclude (entity_type, is_in_title_case, is_lent_or_cut, country_id, rest_slug),
        1 as preference
    from {{ ref('int_tagged_names') }}
    where {{ in_slice() }}
    union all by name
    select
        searched.*,
        2 as preference
    from {{ ref('int_searched_names') }} as searched
    inner join {{ ref('int_name_meanings') }} as meanings
        on searched.article_id = meanings.article_id and searched.name_slug = meanings.name_slug
    where {{ in_slice('searched') }} and meanings.is_searched
),

named as (
    select places.* from places
    inner join changed_articles on places.article_id = changed_articles.article_id
    qualify row_number() over (
        partition by places.article_id, places.char_start, places.char_end order by places.preference, places.name_slug
    ) = 1
),

-- What the gazetteer reads at these words stands; a country inside a longer name gives way.
outermost as (
    select * from named
    where not exists (
        select 1 from named as longer
        where
            named.article_id = longer.article_id
            and named.line_number = longer.line_number
            and named.char_start < longer.char_end
            and named.char_end > longer.char_start
            and (longer.char_end - longer.char_start, -longer.char_start)
            > (named.char_end - named.char_start, -named.char_start)
    )
    and not exists (
        select 1 from {{ ref('int_sure_matches') }} as matches
        where
            {{ in_slice('matches') }}
            and named.document_id = matches.document_id
            and named.line_number = matches.line_number
            and named.char_start < matches.char_end
            and named.char_end > matches.char_start
            and (
                not (matches.is_country or matches.reference_kind = 'embedded')
                or not matches.char_start between named.char_start and named.char_end - length(matches.surface)
            )
    )
)

select
    outermost.article_id,
    outermost.article_state,
    outermost.document_id,
    outermost.line_number,
    outermost.char_start,
    outermost.char_end,
    outermost.surface,
    outermost.sentence_start,
    outermost.sentence_end,
    meanings.actor_id,
    meanings.name as alias,
    meanings.reference_kind,
    if(outermost.preference = 1, meanings.method, 'same_words_on_page') as method,
    meanings.tier,
    if(meanings.tier = 'B', 0.85, 0.4) as confidence
from outermost
inner join {{ ref('int_name_meanings') }} as meanings
    on outermost.article_id = meanings.article_id and outermost.name_slug = meanings.name_slug
