with

articles as (
    select * from {{ ref('int_articles') }}
    where is_current
),

-- Under twenty words, equal bodies are more often stubs and paywall notes than copies of one text.
bodies as (
    select
        articles.article_id,
        articles.document_id,
        bodies.body_digest,
        outlets.source_id
    from articles
    inner join {{ ref('int_article_bodies') }} as bodies on articles.article_id = bodies.article_id
    inner join {{ ref('int_articles_sourced') }} as sourced on articles.article_id = sourced.article_id
    left join {{ ref('int_outlets') }} as outlets on sourced.source_id = outlets.found_source_id
    where bodies.body_word_count >= 20
),

compared as (
    select * from {{ ref('stg_reuse_pairs') }}
),

-- Articles of one and the same body are paired with the first of them only: all pairs would be their square.
same_bodies as (
    select
        min(article_id) over (partition by body_digest) as article_id,
        article_id as other_article_id
    from bodies
),

-- A third of a text that is found again sentence by sentence, not in one block (shares that the four most shared tenths
-- do not explain) and not behind the middle of both alone (company blurbs, teasers): see docs/decisions/0009.
pairs as (
    select
        one.article_id,
        two.article_id as other_article_id,
        compared.is_same_text,
        compared.steady_share >= 0.04
        and greatest(compared.aligned_share, compared.other_aligned_share) >= 1 / 3
        and compared.leading_share >= 1 / 3 as is_kin,
        one.source_id = two.source_id as is_same_source,
        compared.held_share,
        compared.other_held_share,
        compared.longest_run_word_count
    from compared
    inner join bodies as one on compared.document_id = one.document_id
    inner join bodies as two on compared.other_document_id = two.document_id
    where one.body_digest <> two.body_digest and greatest(compared.held_share, compared.other_held_share) >= 0.1
    union all
    select
        article_id,
        other_article_id,
        true as is_same_text,
        true as is_kin,
        null as is_same_source,
        1 as held_share,
        1 as other_held_share,
        null as longest_run_word_count
    from same_bodies
    where article_id <> other_article_id
)

select
    *,
    case
        when is_same_text then 'exact'
        when not is_kin then 'shared_material'
        when is_same_source then 'update'
        when greatest(held_share, other_held_share) < 0.7 then 'rewrite'
        when least(held_share, other_held_share) < 0.6 * greatest(held_share, other_held_share) then 'excerpt'
        else 'near_copy'
    end as relation
from pairs
