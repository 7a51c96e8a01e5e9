{#- Of each kind: what is measured, when it is a finding, and the sentence that says so. -#}
{%- set kinds = {
    'empty_body': (
        'body_word_count', 'body_word_count < threshold',
        "format('{} of the page''s {} words are body', body_word_count, page_word_count)"),
    'short_body': (
        'body_word_count',
        'body_word_count between least_past and threshold - 1 and body_word_count * least_new <= page_word_count',
        "format('only {} of the page''s {} words are body', body_word_count, page_word_count)"),
    'odd_length': (
        'length_z_score', 'abs(length_z_score) > threshold and source_article_count >= least_past',
        "format('a body of {} words; half of its source''s have {:.0f} or fewer', body_word_count, exp(length_median) - 1)"),
    'damaged_characters': (
        'damaged_place_count', 'damaged_place_count >= threshold',
        "format('{} places look like text read in the wrong encoding', damaged_place_count)"),
    'unknown_names': (
        'unknown_name_rate', 'unknown_name_rate > threshold and unknown_name_count >= least_new',
        "format('{} names in a body of {} words are no actor', unknown_name_count, body_word_count)"),
    'unusual_language': (
        'usual_language_share',
        'language <> usual_language and usual_language_share >= threshold and source_language_count >= least_past',
        "format('in {}; {:.0f} % of its source''s articles are in {}', language, 100 * usual_language_share, usual_language)"),
    'day_after_delivery': (
        'last_clue_lead', 'last_clue_lead > threshold',
        "format('a {} names {}, after the delivery', last_clue_kind, last_clue_date)"),
    'day_long_past': (
        'age', 'age > threshold and age_median < 365 and source_dated_count >= least_past',
        "format('published on {}, {} days before it arrived', published_on, age)"),
} %}

with

articles as (
    select * from {{ ref('int_article_norms') }}
),

rules as (
    select * from {{ ref('quality_rules') }}
    where grain = 'article'
),

judged as (
    select
        articles.*,
        rules.*
    from articles
    cross join rules
)
{% for kind, (value, condition, sentence) in kinds.items() %}
    select
        kind,
        source_id,
        article_id,
        document_id,
        location,
        first_delivered_on as found_on,
        cast({{ value }} as double) as value,
        {{ sentence }} as finding
    from judged
    where kind = '{{ kind }}' and {{ condition }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
