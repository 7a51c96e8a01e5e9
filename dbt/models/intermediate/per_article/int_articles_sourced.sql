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

authors as (
    select * from {{ ref('int_article_authors') }}
    where {{ in_slice() }}
),

title_lines as (
    select
        document_id,
        line_number
    from {{ ref('stg_page_lines') }}
    where {{ in_slice() }} and observed_role = 'title'
),

-- Below these confidences unknown is the better answer. A line of a text that separation takes for its title as well,
-- by other signs, was right in two of three of forty-five cases below the first.
ranked as (
    select evidence.*
    from evidence
    inner join changed_articles on evidence.article_id = changed_articles.article_id
    left join title_lines
        on
            evidence.evidence_kind = 'title_line'
            and evidence.document_id = title_lines.document_id
            and evidence.line_number = title_lines.line_number
    where
        evidence.field in ('title', 'url')
        and evidence.rank is not null
        and evidence.confidence >= if(title_lines.line_number is null, 0.3, 0.1)
        and trim(evidence.candidate) <> ''
        and (evidence.field <> 'url' or {{ canonical_url('evidence.candidate') }} = changed_articles.url)
    qualify
        row_number() over (
            partition by evidence.article_id, evidence.field
            order by
                evidence.rank asc, evidence.confidence desc, evidence.line_number asc nulls first,
                evidence.char_start asc nulls first, evidence.candidate asc, evidence.source_evidence_id asc
        ) = 1
)

select
    changed_articles.article_id,
    changed_articles.document_id,
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
left join outlets on changed_articles.article_id = outlets.article_id
left join ranked as titles
    on changed_articles.article_id = titles.article_id and titles.field = 'title'
left join ranked as urls
    on changed_articles.article_id = urls.article_id and urls.field = 'url'
left join authors on changed_articles.article_id = authors.article_id
