with

articles as (
    select * from {{ ref('int_articles') }}
),

bodies as (
    select * from {{ ref('int_article_bodies') }}
),

dated as (
    select * from {{ ref('int_articles_dated') }}
),

-- Under twenty words, equal bodies are more often stubs and paywall notes than copies of one text.
comparable as (
    select
        articles.article_id,
        articles.is_current,
        articles.first_delivery_number,
        dated.published_on,
        case
            when articles.is_current and bodies.body_word_count >= 20 then bodies.body_digest
            else articles.article_id
        end as family_key
    from articles
    inner join bodies on articles.article_id = bodies.article_id
    inner join dated on articles.article_id = dated.article_id
)

select
    article_id,
    first_value(article_id) over (
        partition by family_key
        order by first_delivery_number asc, article_id asc
    ) as family_id,
    is_current and row_number() over (
        partition by family_key
        order by published_on asc nulls last, first_delivery_number asc, article_id asc
    ) = 1 as is_representative,
    count(*) over (partition by family_key) as article_count
from comparable
