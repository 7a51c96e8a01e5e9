with

changed_articles as (
    select * from {{ ref('int_articles') }}
    {{ only_changed_articles() }}
),

date_evidence as (
    select * from {{ ref('stg_date_evidence') }}
    where {{ in_slice() }}
),

hints as (
    select * from {{ ref('int_hint_date_evidence') }}
    where {{ in_slice() }}
),

-- "2 weeks ago" is rounded and names no day. Hours and minutes need the time of the capture, and midnight sharp is
-- what a sidecar says that gives its day only.
observed as (
    select
        changed_articles.article_id,
        date_evidence.*,
        changed_articles.hint_fetched_at - case
            when date_evidence.candidate_date is not null or date_evidence.offset_count not between 0 and 1000 then null
            when date_evidence.offset_unit = 'day' then to_days(date_evidence.offset_count)
            when changed_articles.hint_fetched_at = date_trunc('day', changed_articles.hint_fetched_at) then null
            when date_evidence.offset_unit = 'hour' then to_hours(date_evidence.offset_count)
            when date_evidence.offset_unit = 'minute' then to_minutes(date_evidence.offset_count)
        end as resolved_at
    from changed_articles
    inner join date_evidence on changed_articles.document_id = date_evidence.document_id
),

gathered as (
    select distinct
        article_id,
        evidence_kind,
        coalesce(candidate_date, cast(cast(resolved_at as date) as varchar)) as candidate_date,
        case when resolved_at is null then date_precision else 'day' end as date_precision,
        offset_unit,
        offset_count,
        surface,
        line_number,
        char_start,
        char_end,
        observed_role,
        finder,
        confidence
    from observed
    union all by name
    select
        article_id,
        evidence_kind,
        candidate_date,
        date_precision,
        surface,
        'hints' as finder,
        1 as confidence
    from hints
),

identified as (
    select
        *,
        left(md5(cast(gathered as varchar)), 20) as date_evidence_id
    from gathered
)

select
    identified.*,
    changed_articles.document_id,
    changed_articles.article_state,
    ranks.evidence_kind is not null as is_listed,
    ranks.rank,
    ranks.bound
from identified
inner join changed_articles on identified.article_id = changed_articles.article_id
left join {{ ref('date_evidence_ranks') }} as ranks on identified.evidence_kind = ranks.evidence_kind
