with

articles as (
    select * from {{ ref('int_articles') }}
),

hints as (
    select
        article_id,
        unnest(['url', 'publisher', 'title', 'author', 'publisher']) as field,
        unnest(['sidecar', 'sidecar', 'sidecar', 'sidecar', 'url_domain']) as evidence_kind,
        unnest([hint_url, hint_publisher, hint_title, hint_author, {{ domain_of('url') }}]) as candidate
    from articles
)

select * from hints
where candidate is not null
