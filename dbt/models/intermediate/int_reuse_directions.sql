with

kin as (
    select * from {{ ref('int_reuse_pairs') }}
    where is_kin
),

ranks as (
    select * from {{ ref('reuse_direction_ranks') }}
),

pages as (
    select * from {{ ref('int_origin_clues') }}
),

-- Each clue speaks for the pair's first article as the original (1), for its other one (-1), or not at all (0).
clues as (
    select
        kin.article_id,
        kin.other_article_id,
        case
            when one.published_latest < two.published_earliest then 1
            when two.published_latest < one.published_earliest then -1
            else 0
        end as dates,
        case
            when one.published_latest < two.told_on then 1
            when two.published_latest < one.told_on then -1
            else 0
        end as later_facts,
        cast(two.has_republication_note as integer) - cast(one.has_republication_note as integer)
            as republication_note,
        cast(one.has_credit as integer) - cast(two.has_credit as integer) as credit,
        cast(one.has_dateline as integer) - cast(two.has_dateline as integer) as dateline,
        case
            when kin.held_share > 1.2 * kin.other_held_share then -1
            when kin.other_held_share > 1.2 * kin.held_share then 1
            else 0
        end as fuller_text
    from kin
    inner join pages as one on kin.article_id = one.article_id
    inner join pages as two on kin.other_article_id = two.article_id
),

spoken as (
    unpivot clues on dates, later_facts, republication_note, credit, dateline, fuller_text
    into name basis value speaks_for_first
)

select
    spoken.article_id,
    spoken.other_article_id,
    if(spoken.speaks_for_first > 0, spoken.article_id, spoken.other_article_id) as original_article_id,
    if(spoken.speaks_for_first > 0, spoken.other_article_id, spoken.article_id) as derived_article_id,
    spoken.basis
from spoken
inner join ranks on spoken.basis = ranks.basis
where spoken.speaks_for_first <> 0 and ranks.rank is not null
qualify row_number() over (partition by spoken.article_id, spoken.other_article_id order by ranks.rank asc) = 1
