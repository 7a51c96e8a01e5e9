{{ config(meta={'dagster': {'ref': {'name': 'mentions'}}}) }}

-- The words between a row's offsets are its surface (of long ones, its first thousand characters), in every table that
-- has offsets; of articles that are as they were when this was found, it still is.
with

passages as (
    select * from {{ ref('reuse_passages') }} as passages
    where {{ unless_checked('passages.article_id') }} or {{ unless_checked('passages.other_article_id') }}
),

spans as (
    {% for table in ['mentions', 'date_mentions', 'date_evidence', 'source_evidence', 'statements'] -%}
        select
            '{{ table }}' as found_in,
            article_id,
            char_start,
            char_end,
            surface
        from {{ ref(table) }} as {{ table }}
        where {{ unless_checked(table ~ '.article_id') }}
        union all
    {% endfor -%}
    {% for words in ['cue', 'speaker'] -%}
        select
            'statements' as found_in,
            article_id,
            {{ words }}_start as char_start,
            {{ words }}_end as char_end,
            {{ words }} as surface
        from {{ ref('statements') }} as statements
        where {{ unless_checked('statements.article_id') }}
        union all
    {% endfor -%}
    select
        'reuse_passages' as found_in,
        article_id,
        char_start,
        char_end,
        surface
    from passages
    union all
    select
        'reuse_passages' as found_in,
        other_article_id as article_id,
        other_char_start as char_start,
        other_char_end as char_end,
        other_surface as surface
    from passages
),

-- DuckDB lets pages pass by ids that are joined by "or"; by a single list of ids it may gather all pages first.
page_texts as (
    select * from {{ ref('article_texts') }} as page_texts
    where
        {{ unless_checked('page_texts.article_id') }}
        or article_id in (select passages.article_id from passages)
        or article_id in (select passages.other_article_id from passages)
),

pieces as (
    {{ in_pieces('page_texts') }}
),

checked as (
    select
        spans.*,
        {{ words_of_piece('spans.char_start', 'spans.char_end') }} as words
    from spans
    {{ join_pieces('spans', 'char_start') }}
    where spans.char_start is not null or spans.char_end is not null
)

select * from checked
where
    left(words, 1000) is distinct from left(surface, 1000)
    or char_end - char_start is distinct from length(surface)
