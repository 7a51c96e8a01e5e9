{#-
    Creates search_scores('words'): all current articles that hold any of the words, with their score. A word counts in all
    forms that share its stem in the language of the article; one that no article holds, by the longest stem that it
    begins with. The score is BM25 (k1 1.2, b 0.75; Robertson & Zaragoza 2009), a word of the title counting three times.
-#}
{% macro create_search_scores(schema) %}
create or replace macro {{ schema }}.search_scores(query) as table
with

asked as (
    select distinct unnest({{ search_words_in('query') }}) as asked_word
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
)

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
{% endmacro %}
