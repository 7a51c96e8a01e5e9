with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

alias_matches as (
    select * from {{ ref('stg_alias_matches') }}
    where
        {{ in_slice() }} and document_id in (select changed_articles.document_id from changed_articles)
        and (tier in ('A', 'B') or method = 'language')
        and reference_kind not in ('embedded', 'nominal', 'title')
        and surface <> lower(surface)
),

-- A single word like "State" that many names share, and that says of none what it is, is no name.
ner_spans as (
    select * from {{ ref('stg_ner_spans') }}
    where
        {{ in_slice() }} and document_id in (select changed_articles.document_id from changed_articles)
        and not (entity_type = 'ORG' and lower(surface) in {{ organisation_words('is_generic and not is_head') }})
),

-- A longer name that the tagger sees around a gazetteer name is the entity: "Indian Army", not "Indian".
outermost_matches as (
    select * from alias_matches
    where not exists (
        select 1
        from ner_spans
        where
            ner_spans.document_id = alias_matches.document_id
            and ner_spans.line_number = alias_matches.line_number
            and ner_spans.char_start <= alias_matches.char_start
            and ner_spans.char_end >= alias_matches.char_end
            and ner_spans.char_end - ner_spans.char_start > alias_matches.char_end - alias_matches.char_start
    )
),

-- Where both see a name, the gazetteer knows better what it is.
unmatched_spans as (
    select * from ner_spans
    where not exists (
        select 1
        from outermost_matches
        where
            outermost_matches.document_id = ner_spans.document_id
            and outermost_matches.line_number = ner_spans.line_number
            and outermost_matches.char_start < ner_spans.char_end
            and outermost_matches.char_end > ner_spans.char_start
    )
),

entities as (
    select
        outermost_matches.document_id,
        outermost_matches.line_number,
        outermost_matches.char_start,
        outermost_matches.char_end,
        outermost_matches.surface,
        outermost_matches.actor_id,
        case
            when actors.actor_type in ('country', 'territory', 'historic_country')
                then if(outermost_matches.alias_type = 'demonym', 'NORP', 'LOC')
            when outermost_matches.alias_type = 'metonym' and actors.actor_type <> 'gov_body' then 'LOC'
            when actors.actor_type = 'person' then 'PERSON'
            else 'ORG'
        end as entity_type
    from outermost_matches
    left join {{ ref('gazetteer_actors') }} as actors on outermost_matches.actor_id = actors.actor_id
    union all by name
    select * exclude (sentence_start, sentence_end) from unmatched_spans
)

select
    changed_articles.article_id,
    changed_articles.article_state,
    entities.*
from changed_articles
inner join entities on changed_articles.document_id = entities.document_id
