with

changed_articles as (
    select * from {{ ref('int_articles') }}
    {{ only_changed_articles() }}
),

candidates as (
    select * rename (candidate as name) from {{ ref('int_publisher_candidates') }}
    where source_id <> ''
),

clues as (
    select
        evidence.*,
        changed_articles.article_state as current_state,
        candidates.*
    from {{ ref('int_source_evidence') }} as evidence
    inner join changed_articles on evidence.article_id = changed_articles.article_id
    inner join candidates on evidence.candidate = candidates.name
    where {{ in_slice('evidence') }} and evidence.field = 'publisher'
),

-- What names of registered outlets have of a page's chances, the registry unseen. An agency's notice says who wrote
-- the text, and clues of a page's head compete with nobody.
registered_names as (
    select
        article_id,
        source_id,
        max(confidence) as confidence
    from clues
    where publisher_id is not null and line_number > 0 and evidence_kind not in ('dateline_agency', 'agency_notice')
    group by article_id, source_id
),

registered as (
    select
        article_id,
        sum(confidence) as chance
    from registered_names
    group by article_id
),

-- That the registry lists a name multiplies its odds by 40; the chances of a page still add up to one: docs/decisions.
rated as (
    select
        clues.*,
        case when clues.publisher_id is null then 1 else 40 end * clues.confidence / (
            1 + 39 * case
                when clues.line_number is not null then coalesce(registered.chance, 0)
                when clues.publisher_id is not null then clues.confidence
                else 0
            end
        ) as chance
    from clues
    left join registered on clues.article_id = registered.article_id
    where clues.rank is not null
)

-- Below this chance unknown is the better answer.
select
    article_id,
    document_id,
    current_state as article_state,
    source_id,
    source_name,
    domain,
    how_recognised,
    own_id,
    evidence_kind,
    source_evidence_id
from rated
where chance >= 0.35
qualify
    row_number() over (
        partition by article_id
        order by
            rank asc, chance desc, line_number asc nulls first, char_start asc nulls first, candidate asc,
            source_evidence_id asc
    ) = 1
