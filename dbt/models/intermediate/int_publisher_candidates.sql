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

owner_names as (
    select * from {{ ref('int_owner_names') }}
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
),

-- A house that owns outlets is none of them, whatever it prints at the foot of their pages.
named as (
    select
        recognised.*,
        case
            when owner_names.name_key is null
                then nullif({{ slug_of('coalesce(recognised.domain, recognised.candidate)') }}, '')
        end as own_id
    from recognised
    left join owner_names on recognised.name_key = owner_names.name_key
)

select
    named.candidate,
    named.domain,
    named.publisher_id,
    named.own_id,
    coalesce(named.publisher_id, named.own_id) as source_id,
    coalesce(publishers.publisher_name, named.candidate) as source_name,
    case when named.publisher_id is null then 'unregistered' else 'registered' end as how_recognised
from named
left join publishers on named.publisher_id = publishers.publisher_id
