with

articles as (
    select * from {{ ref('int_quality_articles') }}
    where source_id is not null
),

rules as (
    select * from {{ ref('quality_rules') }}
    where kind = 'repeated_line'
),

-- Such lines do not count as content; where they are many or long, the line model does not know this source's pages.
repeated as (
    select
        articles.source_id,
        lines.line_key,
        count(distinct articles.article_id) as line_article_count,
        max(lines.word_count) as line_word_count,
        min(articles.location) as location,
        max(articles.first_delivered_on) as found_on,
        arg_min(articles.article_id, (articles.location, articles.document_id)) as article_id,
        arg_min(articles.document_id, (articles.location, articles.document_id)) as document_id,
        arg_min(lines.line_number, (articles.location, articles.document_id, lines.line_number)) as line_number
    from articles
    inner join {{ ref('int_repeated_lines') }} as repeats on articles.article_id = repeats.article_id
    inner join {{ ref('int_content_lines') }} as lines
        on repeats.article_id = lines.article_id and repeats.line_number = lines.line_number
    group by articles.source_id, lines.line_key
),

counted as (
    select
        source_id,
        count(*) as article_count
    from articles
    group by source_id
),

worst as (
    select
        rules.kind,
        counted.article_count,
        repeated.*,
        repeated.line_article_count / counted.article_count as value
    from repeated
    inner join counted on repeated.source_id = counted.source_id
    inner join rules
        on
            repeated.line_article_count >= counted.article_count * rules.threshold
            and repeated.line_article_count >= rules.least_new
            and repeated.line_word_count >= rules.least_spread
    qualify row_number() over (partition by repeated.source_id order by value desc, repeated.line_key asc) = 1
),

-- Of these pages alone: all others need not be cut.
line_texts as (
    {{ lines_of('worst') }}
)

select
    worst.kind,
    worst.source_id,
    worst.location,
    worst.found_on,
    worst.value,
    format(
        'one line stands in the text of {} of {} articles: {}',
        worst.line_article_count, worst.article_count, {{ quoted('line_texts.line_text') }}
    ) as finding
from worst
inner join line_texts on worst.article_id = line_texts.article_id and worst.line_number = line_texts.line_number
