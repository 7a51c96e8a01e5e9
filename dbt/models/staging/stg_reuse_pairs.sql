with

reuse_pairs as (
    select * from {{ source('raw', 'reuse_pairs') }}
)

select
    document_id,
    other_document_id,
    is_same_text,
    shared_gram_count,
    held_share,
    other_held_share,
    steady_share,
    aligned_share,
    other_aligned_share,
    leading_share,
    longest_run_word_count
from reuse_pairs
