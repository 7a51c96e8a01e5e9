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

-- Of clues of one rank, a registered outlet beats an unknown name. Below these chances unknown is the better answer; a
-- registered name needs less (dev texts, cross-validated by domain: .651 right against .595 with .5 for all), and so
-- does a title, since a page nearly always has one.
ranked as (
    select
        evidence.*,
        publisher_candidates.domain,
        publisher_candidates.source_id,
        publisher_candidates.source_name,
        publisher_candidates.how_recognised,
        row_number() over (
            partition by evidence.article_id, evidence.field
            order by
                evidence.rank asc, publisher_candidates.publisher_id is null asc, evidence.confidence desc,
                evidence.line_number asc nulls first, evidence.char_start asc nulls first,
                evidence.candidate asc, evidence.source_evidence_id asc
        ) as preference
    from evidence
    inner join changed_articles on evidence.article_id = changed_articles.article_id
    left join publisher_candidates
        on evidence.field = 'publisher' and evidence.candidate = publisher_candidates.candidate
    where
        evidence.rank is not null
        and trim(evidence.candidate) <> ''
        and evidence.confidence >= case
            when evidence.field = 'title' or publisher_candidates.publisher_id is not null then 0.3 else 0.5
        end
        and (evidence.field <> 'publisher' or publisher_candidates.source_id <> '')
        and (evidence.field <> 'url' or {{ canonical_url('evidence.candidate') }} = changed_articles.url)
)

select
    changed_articles.article_id,
    changed_articles.article_state,
    outlets.source_id,
    outlets.source_name,
    coalesce({{ domain_of('changed_articles.url') }}, outlets.domain) as source_domain,
    outlets.how_recognised,
    outlets.evidence_kind as publisher_evidence_kind,
    outlets.source_evidence_id as publisher_evidence_id,
    titles.candidate as title,
    titles.source_evidence_id as title_evidence_id,
    authors.author,
    authors.author_evidence_id,
    urls.source_evidence_id as url_evidence_id
from changed_articles
left join ranked as outlets
    on changed_articles.article_id = outlets.article_id and outlets.preference = 1 and outlets.field = 'publisher'
left join ranked as titles
    on changed_articles.article_id = titles.article_id and titles.preference = 1 and titles.field = 'title'
left join ranked as urls
    on changed_articles.article_id = urls.article_id and urls.preference = 1 and urls.field = 'url'
left join authors on changed_articles.article_id = authors.article_id
