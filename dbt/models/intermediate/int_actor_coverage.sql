with

page_texts as (
    select * from {{ ref('stg_page_texts') }}
),

languages as (
    select * from {{ ref('language_coverage') }}
),

tagged as (
    select document_id from {{ ref('stg_stage_progress') }}
    where stage = 'tagging' and outcome = 'done'
)

-- A page whose language nobody can tell is read as English.
select
    page_texts.document_id,
    case
        when tagged.document_id is null and languages.actor_coverage = 'full' then 'names_only'
        else coalesce(languages.actor_coverage, 'none')
    end as actor_coverage
from page_texts
left join languages on coalesce(page_texts.language, 'en') = languages.language
left join tagged on page_texts.document_id = tagged.document_id
