{{ config(meta={'dagster': {'ref': {'name': 'mentions'}}}) }}

-- The words between a row's offsets are its surface (of long ones, its first thousand characters), in every table that
-- has offsets.
with

page_texts as (
    select * from {{ ref('article_texts') }}
),

pieces as (
    {{ in_pieces('page_texts') }}
),

spans as (
    {% for table in ['mentions', 'date_mentions', 'date_evidence', 'source_evidence', 'statements'] -%}
        select
            '{{ table }}' as found_in,
            article_id,
            char_start,
            char_end,
            surface
        from {{ ref(table) }}
        union all
    {% endfor -%}
    {% for words in ['cue', 'speaker'] -%}
        select
            'statements' as found_in,
            article_id,
            {{ words }}_start as char_start,
            {{ words }}_end as char_end,
            {{ words }} as surface
        from {{ ref('statements') }}
        union all
    {% endfor -%}
    select
        'reuse_passages' as found_in,
        article_id,
        char_start,
        char_end,
        surface
    from {{ ref('reuse_passages') }}
    union all
    select
        'reuse_passages' as found_in,
        other_article_id as article_id,
        other_char_start as char_start,
        other_char_end as char_end,
        other_surface as surface
    from {{ ref('reuse_passages') }}
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
