with

articles as (
    select * from {{ ref('int_articles') }}
),

sidecars as (
    select
        article_id,
        document_id,
        'sidecar' as evidence_kind,
        hint_published as surface,
        case
            when regexp_full_match(hint_published, '\d{4}(-\d{2})?') then hint_published
            else cast(try_cast(left(hint_published, 10) as date) as varchar)
        end as candidate_date
    from articles
    where hint_published is not null
),

url_days as (
    select
        article_id,
        document_id,
        regexp_extract(url, '/(\d{4}[/-]\d{1,2}[/-]\d{1,2})(?:/|\b)', 1) as surface
    from articles
),

urls as (
    select
        article_id,
        document_id,
        'url' as evidence_kind,
        surface,
        cast(try_cast(replace(surface, '/', '-') as date) as varchar) as candidate_date
    from url_days
    where candidate_date is not null
),

captures as (
    select
        article_id,
        document_id,
        'capture' as evidence_kind,
        regexp_extract(url, {{ archived_address() }}, 1) as surface,
        cast(cast(try_strptime(surface, '%Y%m%d') as date) as varchar) as candidate_date
    from articles
    where candidate_date is not null
),

corrections as (
    select
        articles.article_id,
        articles.document_id,
        'correction' as evidence_kind,
        coalesce(corrections.value, corrections.reason) as surface,
        corrections.value as candidate_date
    from articles
    inner join {{ ref('article_corrections') }} as corrections
        on articles.document_id = corrections.document_id and corrections.field = 'published_on'
),

hints as (
    select * from sidecars
    union all
    select * from urls
    union all
    select * from captures
    union all
    select * from corrections
)

select
    *,
    case length(candidate_date) when 4 then 'year' when 7 then 'month' when 10 then 'day' end as date_precision
from hints
where candidate_date is not null or evidence_kind = 'correction' -- a person may say that nobody can know
