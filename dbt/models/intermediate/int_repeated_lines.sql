{%- set steps = [1000, 100, 50, 20, 10, 5, 3] %}

with

content_lines as (
    select * from {{ ref('int_content_lines') }}
),

sourced as (
    select * from {{ ref('int_articles_sourced') }}
),

outlets as (
    select * from {{ ref('int_outlets') }}
),

shared as (
    select
        content_lines.*,
        outlets.source_id,
        count(*) over (partition by outlets.source_id, content_lines.line_key) as use_count
    from content_lines
    inner join sourced on content_lines.article_id = sourced.article_id
    inner join outlets on sourced.source_id = outlets.found_source_id
),

-- Copies and updates of an article are one page: they have its longest line in common, one that few pages have.
lines as (
    select
        *,
        first_value(line_key) over (
            partition by article_id order by use_count > 5 asc, word_count desc, line_number asc
        ) as page_key
    from shared
),

counted as (
    select
        source_id,
        line_key,
        count(distinct page_key) as page_count
    from lines
    group by source_id, line_key
    having page_count >= {{ steps | last }}
)

-- Counts go in steps, so that one more page does not change all articles of its source.
select
    lines.article_id,
    lines.line_number,
    case
        {%- for step in steps %}
            when counted.page_count >= {{ step }} then {{ step }}
        {%- endfor %}
    end as least_page_count
from lines
inner join counted on lines.source_id = counted.source_id and lines.line_key = counted.line_key
