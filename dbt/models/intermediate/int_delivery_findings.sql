with

deliveries as (
    select * from {{ ref('stg_deliveries') }}
),

rules as (
    select * from {{ ref('quality_rules') }}
),

-- What arrived there later replaces what was at fault before.
last_deliveries as (
    select * from deliveries
    qualify row_number() over (partition by location order by delivery_number desc) = 1
),

failures as (
    select
        document_id,
        stage,
        reason
    from {{ ref('stg_stage_progress') }}
    where outcome = 'failed'
    qualify row_number() over (partition by document_id order by stage_number asc nulls last, stage asc) = 1
)

select
    rules.kind,
    last_deliveries.document_id,
    last_deliveries.location,
    last_deliveries.delivered_on as found_on,
    concat(last_deliveries.reason_code, ': ', last_deliveries.reason) as finding
from last_deliveries
inner join rules on rules.kind = 'refused_delivery'
where last_deliveries.outcome = 'rejected' and last_deliveries.reason_code <> 'forgotten'

union all by name

select
    rules.kind,
    last_deliveries.document_id,
    last_deliveries.location,
    last_deliveries.delivered_on as found_on,
    last_deliveries.hints_problem as finding
from last_deliveries
inner join rules on rules.kind = 'unused_sidecar'
where last_deliveries.hints_problem is not null

union all by name

select
    rules.kind,
    failures.document_id,
    min(deliveries.location) as location,
    min(deliveries.delivered_on) as found_on,
    any_value(concat(failures.stage, ': ', failures.reason)) as finding
from failures
inner join deliveries on failures.document_id = deliveries.document_id
inner join rules on rules.kind = 'failed_document'
group by rules.kind, failures.document_id
