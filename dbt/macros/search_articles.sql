{#-
    Creates search_articles('words'): the hundred articles that answer best, with the words around the first that was found.
    "Words in quotation marks" must stand in the article as they are, and so must words of scripts without spaces.
-#}
{% macro create_search_articles(schema) %}
create or replace macro {{ schema }}.search_articles(query) as table
with

phrases as (
    select lower(strip_accents(unnest(list_concat(
        regexp_extract_all(query, '"\s*([^"]+?)\s*"', 1),
        regexp_extract_all(query, '[{{ unspaced_scripts() }}]{2,}')
    )))) as phrase
),

best as (
    select
        scores.*,
        articles.title,
        articles.published_on,
        articles.source_id,
        articles.location,
        texts.body_text
    from {{ schema }}.search_scores(query) as scores
    inner join {{ schema }}.articles as articles on scores.article_id = articles.article_id
    inner join {{ schema }}.article_texts as texts on scores.article_id = texts.article_id
    where
        not exists (
            select 1 from phrases
            where not contains(
                regexp_replace(lower(strip_accents(concat_ws(' ', articles.title, texts.body_text))), '\s+', ' ', 'g'),
                phrases.phrase
            )
        )
    order by scores.score desc, scores.article_id
    limit 100
),

placed as (
    select
        *,
        greatest(1, length(regexp_extract(
            lower(strip_accents(body_text)),
            '^(?s:(.*?))(?:^|[^\p{L}\p{N}\p{M}]|[{{ unspaced_scripts() }}])(?:' || words || ')(?:$|[^\p{L}\p{N}\p{M}]|[{{ unspaced_scripts() }}])',
            1
        )) - 60) as snippet_start
    from best
)

select
    placed.article_id,
    round(placed.score, 3) as score,
    placed.published_on,
    sources.source_name,
    placed.title,
    regexp_replace(
        case when placed.snippet_start > 1 then '… ' else '' end
        || regexp_replace(
            substring(placed.body_text, placed.snippet_start, 200),
            case when placed.snippet_start > 1 then '^\S*\s+' else '^\s+' end, ''
        )
        || case when length(placed.body_text) > placed.snippet_start + 200 then ' …' else '' end,
        '\s+', ' ', 'g'
    ) as snippet,
    placed.words_found,
    placed.location,
    case
        when not exists (select 1 from {{ schema }}.search_words as words where words.is_stemmed)
            then 'words are compared as they stand: there was no stemmer when the release was made'
    end as note
from placed
left join {{ schema }}.sources as sources on placed.source_id = sources.source_id
order by placed.score desc, placed.article_id
{% endmacro %}
