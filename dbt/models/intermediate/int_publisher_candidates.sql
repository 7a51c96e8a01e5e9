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

labels as (
    select
        candidate,
        string_split(domain, '.') as labels,
        generate_subscripts(string_split(domain, '.'), 1) as first_label
    from candidates
),

-- An outlet answers for its subdomains; of several registered ones the longest is meant.
domain_owners as (
    select
        labels.candidate,
        publishers.publisher_id,
        publishers.domain
    from labels
    inner join publishers on array_to_string(labels.labels[labels.first_label:], '.') = publishers.domain
    qualify
        row_number() over (
            partition by labels.candidate order by length(publishers.domain) desc, publishers.publisher_id asc
        ) = 1
),

recognised as (
    select
        candidates.*,
        coalesce(publisher_names.publisher_id, domain_owners.publisher_id) as publisher_id
    from candidates
    left join publisher_names on candidates.name_key = publisher_names.name_key
    left join domain_owners on candidates.candidate = domain_owners.candidate
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
