with

changed_articles as (
    select * from {{ ref('int_articles') }}
    {{ only_changed_articles() }}
),

evidence as (
    select * from {{ ref('int_source_evidence') }}
    where {{ in_slice() }}
),

outlets as (
    select * from {{ ref('int_article_outlets') }}
    where {{ in_slice() }}
),

-- All names of the best kind of evidence count, each once. Below an even chance unknown is the better answer. An
-- outlet that signs itself is no author, but where a person says that it is.
ranked as (
    select
        evidence.*,
        changed_articles.article_state as current_state,
        row_number() over (
            partition by evidence.article_id
            order by
                evidence.rank asc, evidence.confidence desc, evidence.line_number asc nulls first,
                evidence.char_start asc nulls first, evidence.candidate asc, evidence.source_evidence_id asc
        ) as preference
    from evidence
    inner join changed_articles on evidence.article_id = changed_articles.article_id
    left join outlets on evidence.article_id = outlets.article_id
    where
        evidence.field = 'author'
        and evidence.rank is not null
        and evidence.confidence >= 0.5
        and trim(evidence.candidate) <> ''
        and (
            evidence.rank < 2
            or {{ name_key('evidence.candidate') }} is distinct from {{ name_key('outlets.source_name') }}
        )
),

names as (
    select * from ranked
    qualify
        evidence_kind = first_value(evidence_kind) over (partition by article_id order by preference)
        and row_number() over (partition by article_id, evidence_kind, lower(candidate) order by preference) = 1
)

select
    article_id,
    document_id,
    current_state as article_state,
    string_agg(candidate, '; ' order by preference) as author,
    arg_min(source_evidence_id, preference) as author_evidence_id
from names
group by article_id, document_id, current_state
