with

changed_articles as (
    select
        *,
        first_delivered_on + 1 as latest_possible_on -- east of here the next day may have begun
    from {{ ref('int_articles') }}
    {{ only_changed_articles() }}
),

date_mentions as (
    select
        *,
        {{ first_day_of('date_value[1:10]') }} as first_on
    from {{ ref('stg_date_mentions') }}
    where {{ in_slice() }}
),

body_lines as (
    select
        page_lines.document_id,
        page_lines.line_number
    from {{ ref('stg_page_lines') }} as page_lines
    inner join {{ ref('line_roles') }} as roles on page_lines.observed_role = roles.role and roles.is_body
    where {{ in_slice('page_lines') }}
)

-- A day or month of which the article tells in the past was there when it was published. A year is not that firm:
-- "named for the 2024 season".
select
    changed_articles.article_id,
    changed_articles.document_id,
    changed_articles.article_state,
    max(date_mentions.first_on) as told_on
from changed_articles
inner join date_mentions on changed_articles.document_id = date_mentions.document_id
inner join body_lines
    on date_mentions.document_id = body_lines.document_id and date_mentions.line_number = body_lines.line_number
where
    date_mentions.mention_kind = 'absolute'
    and date_mentions.tense = 'past'
    and date_mentions.granularity in ('day', 'month')
    and date_mentions.first_on <= changed_articles.latest_possible_on
group by changed_articles.article_id, changed_articles.document_id, changed_articles.article_state
