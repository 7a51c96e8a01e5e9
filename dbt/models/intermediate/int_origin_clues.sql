with

dated as (
    select * from {{ ref('int_articles_dated') }}
),

told_days as (
    select * from {{ ref('int_told_days') }}
),

articles as (
    select * from {{ ref('int_articles') }}
    where is_current
),

telling_lines as (
    select
        articles.article_id,
        page_lines.role,
        page_lines.line_text
    from articles
    inner join {{ ref('int_page_lines') }} as page_lines on articles.article_id = page_lines.article_id
    where page_lines.role in ('credit', 'dateline')
),

-- A credit that sends the reader to another place speaks against the text that bears it, any other one for it.
told as (
    select
        *,
        role = 'credit' and regexp_matches(
            lower(line_text),
            '(first|originally) (appeared|published|ran|posted)|re(published|printed|posted)|syndicated|with permission'
        ) as is_republication_note
    from telling_lines
),

counted as (
    select
        article_id,
        bool_or(is_republication_note) as has_republication_note,
        bool_or(role = 'credit' and not is_republication_note) as has_credit,
        bool_or(role = 'dateline') as has_dateline
    from told
    group by article_id
)

-- What an undated article tells of bounds it from below: a fact, where a date would speak as a date.
select
    articles.article_id,
    if(
        dated.published_on is null and dated.published_earliest = told_days.told_on, null, dated.published_earliest
    ) as published_earliest,
    dated.published_latest,
    if(told_days.told_on <= dated.published_latest, told_days.told_on, null) as told_on,
    coalesce(counted.has_republication_note, false) as has_republication_note,
    coalesce(counted.has_credit, false) as has_credit,
    coalesce(counted.has_dateline, false) as has_dateline
from articles
inner join dated on articles.article_id = dated.article_id
left join told_days on articles.article_id = told_days.article_id
left join counted on articles.article_id = counted.article_id
