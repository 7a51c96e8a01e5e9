with

articles as (
    select * from {{ ref('int_articles') }}
),

hints as (
    select
        article_id,
        document_id,
        unnest(['url', 'publisher', 'title', 'author', 'publisher']) as field,
        unnest(['sidecar', 'sidecar', 'sidecar', 'sidecar', 'url_domain']) as evidence_kind,
        unnest([hint_url, hint_publisher, hint_title, hint_author, {{ domain_of('url') }}]) as candidate
    from articles
),

corrections as (
    select
        articles.article_id,
        articles.document_id,
        corrections.field,
        'correction' as evidence_kind,
        corrections.value as candidate
    from articles
    inner join {{ ref('article_corrections') }} as corrections
        on articles.document_id = corrections.document_id and corrections.field in ('publisher', 'title', 'author')
)

select * from hints
where candidate is not null
union all
select * from corrections
where candidate is not null
