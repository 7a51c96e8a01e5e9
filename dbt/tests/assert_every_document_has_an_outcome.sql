{{ config(meta={'dagster': {'ref': {'name': 'documents'}}}) }}

-- A document that is neither an article nor a failure with its reason got lost on the way.
with

documents as (
    select * from {{ ref('documents') }}
)

select * from documents
where outcome is null or (outcome = 'failed' and (failed_stage is null or reason is null))
