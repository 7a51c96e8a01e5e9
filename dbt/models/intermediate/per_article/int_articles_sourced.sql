with

changed_articles as (
    select * from {{ ref('int_articles') }}
    {{ only_changed_articles() }}
),

evidence as (
    select * from {{ ref('int_source_evidence') }}
),

publisher_candidates as (
    select * from {{ ref('int_publisher_candidates') }}
),

authors as (
    select * from {{ ref('int_article_authors') }}
),

-- A clue's confidence is its chance against all other names of its page, the registry unseen. That a name is a
-- registered outlet's multiplies its odds by 27, fitted with the weights of the clues: docs/decisions.
rated as (
    select
        evidence.*,
        publisher_candidates.domain,
        publisher_candidates.own_id,
        publisher_candidates.source_id,
        publisher_candidates.source_name,
        publisher_candidates.how_recognised,
        case
            when publisher_candidates.publisher_id is null then evidence.confidence
            else 27 * evidence.confidence / (1 + 26 * evidence.confidence)
        end as chance
    from evidence
    inner join changed_articles on evidence.article_id = changed_articles.article_id
    left join publisher_candidates
        on evidence.field = 'publisher' and evidence.candidate = publisher_candidates.candidate
    where
        evidence.rank is not null
        and trim(evidence.candidate) <> ''
        and (evidence.field <> 'publisher' or publisher_candidates.source_id <> '')
        and (evidence.field <> 'url' or {{ canonical_url('evidence.candidate') }} = changed_articles.url)
),

-- Below these chances unknown is the better answer.
ranked as (
    select * from rated
    where chance >= case when field = 'publisher' then 0.35 else 0.3 end
    qualify
        row_number() over (
            partition by article_id, field
            order by
                rank asc, chance desc, line_number asc nulls first, char_start asc nulls first, candidate asc,
                source_evidence_id asc
        ) = 1
)

select
    changed_articles.article_id,
    changed_articles.article_state,
    outlets.source_id,
    outlets.source_name,
    coalesce({{ domain_of('changed_articles.url') }}, outlets.domain) as source_domain,
    outlets.how_recognised,
    outlets.own_id,
    outlets.evidence_kind as publisher_evidence_kind,
    outlets.source_evidence_id as publisher_evidence_id,
    titles.candidate as title,
    titles.source_evidence_id as title_evidence_id,
    authors.author,
    authors.author_evidence_id,
    urls.source_evidence_id as url_evidence_id
from changed_articles
left join ranked as outlets
    on changed_articles.article_id = outlets.article_id and outlets.field = 'publisher'
left join ranked as titles
    on changed_articles.article_id = titles.article_id and titles.field = 'title'
left join ranked as urls
    on changed_articles.article_id = urls.article_id and urls.field = 'url'
left join authors on changed_articles.article_id = authors.article_id
