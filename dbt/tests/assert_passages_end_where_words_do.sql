{{ config(meta={'dagster': {'ref': {'name': 'reuse_passages'}}}) }}

-- A passage takes its words from its offsets and agrees with any. What shows a wrong end is a word that it parts,
-- or a space or mark as its outermost character (of ASCII: which others are letters, two libraries may not agree on).
with

passages as (
    select * from {{ ref('reuse_passages') }} as passages
    where {{ unless_checked('passages.article_id') }} or {{ unless_checked('passages.other_article_id') }}
),

ends as (
    {% for side in ['', 'other_'] -%}
        {% if not loop.first %}union all{% endif %}
        select
            {{ side }}article_id as text_id,
            unnest([{{ side }}char_start, {{ side }}char_end]) as char_offset,
            unnest([true, false]) as is_start
        from passages
    {% endfor -%}
),

-- By "or", as in assert_offsets_hold.
page_texts as (
    select * from {{ ref('article_texts') }}
    where
        article_id in (select passages.article_id from passages)
        or article_id in (select passages.other_article_id from passages)
),

pieces as (
    {{ in_pieces('page_texts') }}
),

around as (
    select
        ends.*,
        {{ words_at(
            'pieces.piece_text',
            'ends.char_offset - 1 - pieces.piece_start',
            'ends.char_offset + 1 - pieces.piece_start'
        ) }} as characters
    from ends
    inner join pieces
        on ends.text_id = pieces.article_id and pieces.piece_start = 500 * (greatest(0, ends.char_offset - 1) // 500)
)

select * from around
where
    regexp_matches(characters, '^[0-9A-Za-z]{2}$')
    or (is_start and regexp_matches(characters, '[^0-9A-Za-z\x80-\x{10FFFF}]$'))
    or (not is_start and regexp_matches(characters, '^[^0-9A-Za-z\x80-\x{10FFFF}]'))
