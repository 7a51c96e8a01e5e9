with

evidence as (
    select * from {{ ref('int_source_evidence') }}
),

publisher_names as (
    select * from {{ ref('int_publisher_names') }}
),

publishers as (
    select * from {{ ref('publishers') }}
),

candidates as (
    select distinct
        candidate,
        {{ name_key('candidate') }} as name_key,
        {{ domain_of('candidate') }} as domain
    from evidence
    where field = 'publisher' and candidate is not null
),

-- An outlet answers for its subdomains; of several registered ones the longest is meant.
recognised as (
    select
        candidates.*,
        coalesce(publisher_names.publisher_id, publishers.publisher_id) as publisher_id
    from candidates
    left join publisher_names on candidates.name_key = publisher_names.name_key
    left join publishers
        on candidates.domain = publishers.domain or ends_with(candidates.domain, '.' || publishers.domain)
    qualify
        row_number() over (
            partition by candidates.candidate
            order by length(publishers.domain) desc nulls last, publishers.publisher_id asc
        ) = 1
)

select
    recognised.candidate,
    recognised.domain,
    recognised.publisher_id,
    coalesce(
        recognised.publisher_id, nullif({{ slug_of('coalesce(recognised.domain, recognised.candidate)') }}, '')
    ) as source_id,
    coalesce(publishers.publisher_name, recognised.candidate) as source_name,
    case when recognised.publisher_id is null then 'unregistered' else 'registered' end as how_recognised
from recognised
left join publishers on recognised.publisher_id = publishers.publisher_id
