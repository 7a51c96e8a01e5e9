-- Which mention tells who speaks: one in the words for the speaker; of "he" and "she" the only person named just before
-- them, or else the only one who spoke, for himself or for the actor by whom he is described.
with

changed_articles as (
    select * from {{ ref('int_articles_in_corpus') }}
    {{ only_changed_articles() }}
),

named as (
    select
        article_id,
        statement_number,
        mention_start,
        mention_end,
        if(is_person_speaking or is_all_words, 'named', 'described') as speaker_basis
    from {{ ref('int_speaker_mentions') }}
    qualify row_number() over (
        partition by article_id, statement_number order by is_person_speaking desc, mention_start asc, mention_end desc
    ) = 1
),

-- Nobody named more than about two paragraphs above, or before somebody else spoke, is "he".
persons_before as (
    select
        statements.article_id,
        statements.statement_number,
        mentions.actor_id,
        mentions.char_start as mention_start,
        mentions.char_end as mention_end,
        bool_or(actors.actor_type in ('person', 'office') or starts_with(mentions.actor_id, 'person:')) as is_person,
        bool_or(named.speaker_basis is not null) as has_spoken
    from changed_articles
    inner join {{ ref('int_statements') }} as statements on changed_articles.article_id = statements.article_id
    inner join {{ ref('int_mentions') }} as mentions
        on
            statements.article_id = mentions.article_id
            and statements.speaker_start >= mentions.char_end
            and greatest(statements.speaker_start - 800, statements.previous_speaker_start) < mentions.char_end
    left join {{ ref('gazetteer_actors') }} as actors on mentions.actor_id = actors.actor_id
    left join named on mentions.article_id = named.article_id and mentions.char_start = named.mention_start
    where
        {{ in_slice('statements') }} and {{ in_slice('mentions') }}
        and lower(statements.speaker) in ('he', 'she') and mentions.is_counted
        and (
            named.speaker_basis = 'described'
            or actors.actor_type in ('person', 'office')
            or starts_with(mentions.actor_id, 'person:')
        )
    group by all
),

counted as (
    select
        *,
        count(distinct actor_id) over statement as actor_count,
        count(distinct if(has_spoken, actor_id, null)) over statement as speaker_count
    from persons_before
    window statement as (partition by article_id, statement_number)
),

found as (
    select * from named
    union all
    select
        article_id,
        statement_number,
        mention_start,
        mention_end,
        if(actor_count = 1 and is_person, 'only_person', 'only_speaker') as speaker_basis
    from counted
    where actor_count = 1 or (speaker_count = 1 and has_spoken)
    qualify row_number() over (partition by article_id, statement_number order by (mention_start, mention_end) desc) = 1
)

select
    found.*,
    changed_articles.article_state
from found
inner join changed_articles on found.article_id = changed_articles.article_id
