-- The first word for a speaker that tells where in society they speak: "the deputy head of the Russian embassy".
with

statements as (
    select * from {{ ref('int_statements') }}
    where speaker_start is not null
),

words as (
    select
        article_id,
        statement_number,
        unnest(regexp_extract_all(lower(speaker), '\p{L}+')) as word,
        generate_subscripts(regexp_extract_all(lower(speaker), '\p{L}+'), 1) as word_number
    from statements
)

select
    words.article_id,
    words.statement_number,
    arg_min(sectors.sector, words.word_number) as sector
from words
inner join {{ ref('speaker_sectors') }} as sectors on words.word = sectors.word
group by words.article_id, words.statement_number
