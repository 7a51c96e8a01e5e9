with

changed_articles as (
    select * from {{ ref('int_articles') }}
    {{ only_changed_articles() }}
),

source_evidence as (
    select * from {{ ref('stg_source_evidence') }}
    where {{ in_slice() }}
),

hints as (
    select * from {{ ref('int_hint_source_evidence') }}
    where {{ in_slice() }}
),

ranks as (
    select * from {{ ref('source_evidence_ranks') }}
),

observed as (
    select
        changed_articles.article_id,
        source_evidence.*
    from changed_articles
    inner join source_evidence on changed_articles.document_id = source_evidence.document_id
),

gathered as (
    select distinct
        article_id,
        field,
        evidence_kind,
        candidate,
        surface,
        line_number,
        char_start,
        char_end,
        finder,
        confidence
    from observed
    union all by name
    select
        article_id,
        field,
        evidence_kind,
        candidate,
        candidate as surface,
        'hints' as finder,
        1 as confidence
    from hints
),

identified as (
    select
        *,
        left(md5(cast(gathered as varchar)), 20) as source_evidence_id
    from gathered
)

select
    identified.*,
    changed_articles.document_id,
    changed_articles.article_state,
    ranks.evidence_kind is not null as is_listed,
    ranks.rank
from identified
inner join changed_articles on identified.article_id = changed_articles.article_id
left join ranks on identified.field = ranks.field and identified.evidence_kind = ranks.evidence_kind
