with

articles as (
    select * from {{ ref('int_quality_articles') }}
),

rules as (
    select * from {{ ref('quality_rules') }}
    where kind = 'odd_length'
),

-- The clue with the latest day of those that may decide; of several always the same.
last_clues as (
    select
        article_id,
        candidate_date as last_clue_date,
        evidence_kind as last_clue_kind,
        {{ first_day_of('candidate_date') }} as last_clue_on
    from {{ ref('int_date_evidence') }}
    where rank is not null and confidence >= 0.5
    qualify row_number() over (
        partition by article_id order by last_clue_on desc nulls last, candidate_date desc, evidence_kind asc
    ) = 1
),

norms as (
    select
        source_id,
        count(*) as source_article_count,
        median(ln(1 + body_word_count)) as length_median,
        mad(ln(1 + body_word_count)) as length_spread,
        count(language) as source_language_count,
        mode(language order by language) as usual_language,
        count(published_on) as source_dated_count,
        median(first_delivered_on - published_on) as age_median
    from articles
    where source_id is not null
    group by source_id
)

select
    articles.*,
    norms.source_article_count,
    norms.length_median,
    norms.source_language_count,
    norms.usual_language,
    norms.source_dated_count,
    norms.age_median,
    0.6745 * (ln(1 + articles.body_word_count) - norms.length_median)
    / greatest(norms.length_spread, rules.least_spread) as length_z_score,
    count_if(articles.language = norms.usual_language) over (partition by articles.source_id)
    / greatest(norms.source_language_count, 1) as usual_language_share,
    100 * articles.unknown_name_count / greatest(articles.body_word_count, 1) as unknown_name_rate,
    articles.first_delivered_on - articles.published_on as age,
    last_clues.last_clue_date,
    last_clues.last_clue_kind,
    last_clues.last_clue_on - articles.first_delivered_on as last_clue_lead
from articles
cross join rules
left join last_clues on articles.article_id = last_clues.article_id
left join norms on articles.source_id = norms.source_id
