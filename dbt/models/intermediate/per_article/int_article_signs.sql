{#- What stands where UTF-8 was read as Windows-1252: a first byte, then a continuation byte. -#}
{%- set continuation = '[\\x{80}-\\x{BF}ƒ‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]' %}
{%- set damage = '(?:Ã|Ð|Ñ|Î|Ï|â€|â‚)' ~ continuation ~ '|Â[\\x{A0}-\\x{BF}]|ï»¿|\\x{FFFD}' %}

with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

page_texts as (
    select * from {{ ref('stg_page_texts') }}
    where {{ in_slice() }}
),

bodies as (
    select * from {{ ref('int_article_bodies') }}
    where {{ in_slice() }}
),

mentions as (
    select * from {{ ref('int_mentions') }}
    where {{ in_slice() }}
),

names as (
    select
        changed_articles.article_id,
        unnest(list_distinct(regexp_extract_all(
            bodies.body_text, '\p{Lu}[\p{L}’''-]*\p{Ll}(?: (?:al-|de |van |von )?\p{Lu}[\p{L}’''-]*\p{Ll})+'
        ))) as name
    from changed_articles
    inner join bodies
        on changed_articles.article_id = bodies.article_id and changed_articles.document_id = bodies.document_id
),

-- A name is known when the page means an actor with it, with a part of it or with more than it.
known_names as (
    select distinct
        names.article_id,
        names.name
    from names
    inner join mentions
        on
            names.article_id = mentions.article_id
            and (contains(names.name, mentions.surface) or contains(mentions.surface, names.name))
),

unknown_names as (
    select
        names.article_id,
        count(*) as unknown_name_count
    from names
    left join known_names on names.article_id = known_names.article_id and names.name = known_names.name
    where known_names.name is null
    group by names.article_id
)

select
    changed_articles.article_id,
    changed_articles.article_state,
    len(regexp_extract_all(page_texts.page_text, '{{ damage }}')) as damaged_place_count,
    coalesce(unknown_names.unknown_name_count, 0) as unknown_name_count
from changed_articles
inner join page_texts on changed_articles.document_id = page_texts.document_id
left join unknown_names on changed_articles.article_id = unknown_names.article_id
