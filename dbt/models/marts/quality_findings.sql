with

breaks as (
    select
        kind,
        source_id,
        first_location as location,
        first_delivered_on as found_on,
        z_score as value,
        format(
            '{} of {} articles that arrived on {} is {:.2f}, of {} before {:.2f}',
            replace(replace(kind, '_break', ''), '_', ' '), day_count, first_delivered_on, day_median,
            past_count, past_median
        ) as finding
    from {{ ref('int_source_breaks') }}
),

findings as (
    select * from {{ ref('int_article_findings') }}
    union all by name
    select * from {{ ref('int_day_findings') }}
    union all by name
    select * from {{ ref('int_source_findings') }}
    union all by name
    select * from {{ ref('int_silence_findings') }}
    union all by name
    select * from {{ ref('int_line_findings') }}
    union all by name
    select * from {{ ref('int_delivery_findings') }}
    union all by name
    select * from breaks
),

rules as (
    select * from {{ ref('quality_rules') }}
)

select
    left(sha256(concat_ws(
        '|', findings.kind, findings.source_id, findings.article_id, findings.document_id, findings.location,
        findings.found_on, findings.finding
    )), 20) as finding_id,
    findings.kind,
    rules.severity,
    rules.grain,
    findings.source_id,
    findings.feed,
    findings.article_id,
    findings.document_id,
    findings.location,
    findings.found_on,
    cast(findings.value as double) as value,
    rules.threshold as expected,
    findings.finding
from findings
inner join rules on findings.kind = rules.kind
