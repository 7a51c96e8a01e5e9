{#-
    The words of a text as a search compares them: lower case, no accents. Where a script writes no spaces, each
    character is a word.
-#}
{% macro search_words_in(text) -%}
    regexp_extract_all(
        regexp_replace(
            lower(strip_accents({{ text }})),
            '([\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}])', ' \1 ', 'g'
        ),
        '[\p{L}\p{M}\p{N}]+'
    )
{%- endmacro %}

{#- DuckDB's stemmers come with its extension fts, a Python package; without it words are compared as they stand. -#}
{% macro load_stemmers() -%}
    {%- set file = env_var('DATELINE_FTS_EXTENSION', '') -%}
    {%- if file %}load '{{ file | replace("'", "''") }}'{% endif -%}
{%- endmacro %}

{% macro stem_of(word, stemmer) -%}
    {%- if env_var('DATELINE_FTS_EXTENSION', '') -%}
        stem({{ word }}, {{ stemmer }})
    {%- else -%}
        cast(null as varchar)
    {%- endif -%}
{%- endmacro %}

{#-
    Creates search_articles('words'): the hundred current articles that answer best, of those that hold any of the words.
    A word counts in all forms that share its stem in the language of the article; one that no article holds, by the
    longest stem that it begins with. "Words in quotation marks" must stand in the article as they are, and so must words
    of scripts without spaces. The score is BM25 (k1 1.2, b 0.75; Robertson & Zaragoza 2009), a word of the title counting three times.
-#}
{% macro create_search_articles(schema) %}
create or replace macro {{ schema }}.search_articles(query) as table
with

asked as (
    select distinct unnest({{ search_words_in('query') }}) as asked_word
),

phrases as (
    select lower(strip_accents(unnest(list_concat(
        regexp_extract_all(query, '"\s*([^"]+?)\s*"', 1),
        regexp_extract_all(query, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}]{2,}')
    )))) as phrase
),

meant as (
    select
        asked.asked_word,
        words.language,
        words.stem
    from asked
    inner join {{ schema }}.search_words as words
        on asked.asked_word = words.word
        or (
            words.is_stemmed and length(words.stem) >= 4 and length(asked.asked_word) <= length(words.stem) + 5
            and starts_with(asked.asked_word, words.stem)
        )
    qualify
        row_number() over (
            partition by asked.asked_word, words.language
            order by asked.asked_word = words.word desc, length(words.stem) desc, words.stem
        ) = 1
),

forms as (
    select
        meant.asked_word,
        meant.language,
        words.word
    from meant
    inner join {{ schema }}.search_words as words on meant.language = words.language and meant.stem = words.stem
),

articles as (
    select
        *,
        coalesce(language, '') as known_language,
        count(*) over () as all_count,
        avg(body_word_count) over () as average_words
    from {{ schema }}.articles
    where is_current
),

found as (
    select
        postings.article_id,
        forms.asked_word,
        sum(postings.body_count + 3 * postings.title_count) as frequency,
        string_agg(postings.word, '|') as words,
        count(*) over (partition by forms.asked_word) as holding_count
    from {{ schema }}.search_postings as postings
    inner join articles on postings.article_id = articles.article_id
    inner join forms on postings.word = forms.word and articles.known_language = forms.language
    group by postings.article_id, forms.asked_word
),

scored as (
    select
        found.article_id,
        count(*) as words_found,
        string_agg(found.words, '|') as words,
        sum(
            ln(1 + (articles.all_count - found.holding_count + 0.5) / (found.holding_count + 0.5))
            * found.frequency * 2.2
            / (found.frequency + 1.2 * (0.25 + 0.75 * articles.body_word_count / greatest(articles.average_words, 1)))
        ) as score
    from found
    inner join articles on found.article_id = articles.article_id
    group by found.article_id
),

best as (
    select
        articles.*,
        scored.score,
        scored.words_found,
        texts.body_text,
        length(regexp_extract(
            lower(strip_accents(texts.body_text)),
            '^(?s:(.*?))(?:^|[^\p{L}\p{N}\p{M}]|[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}])(?:' || scored.words
            || ')(?:$|[^\p{L}\p{N}\p{M}]|[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}])', 1
        )) as words_before
    from scored
    inner join articles on scored.article_id = articles.article_id
    inner join {{ schema }}.article_texts as texts on scored.article_id = texts.article_id
    where
        not exists (
            select 1 from phrases
            where not contains(
                regexp_replace(lower(strip_accents(concat_ws(' ', articles.title, texts.body_text))), '\s+', ' ', 'g'),
                phrases.phrase
            )
        )
    order by scored.score desc, articles.article_id
    limit 100
)

select
    best.article_id,
    round(best.score, 3) as score,
    best.published_on,
    sources.source_name,
    best.title,
    regexp_replace(
        case when best.words_before > 60 then '… ' else '' end
        || regexp_replace(
            substring(best.body_text, greatest(1, best.words_before - 60), 200),
            case when best.words_before > 60 then '^\S*\s+' else '^\s+' end, ''
        )
        || case when length(best.body_text) > greatest(1, best.words_before - 60) + 200 then ' …' else '' end,
        '\s+', ' ', 'g'
    ) as snippet,
    best.words_found,
    best.location,
    case
        when not exists (select 1 from {{ schema }}.search_words as words where words.is_stemmed)
            then 'words are compared as they stand: there was no stemmer when the release was made'
    end as note
from best
left join {{ schema }}.sources as sources on best.source_id = sources.source_id
order by best.score desc, best.article_id
{% endmacro %}
