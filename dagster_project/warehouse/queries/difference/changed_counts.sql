-- Counts that differ between the releases `before` and `after`, each with its cause: the first thing that differs in what
-- the count was made of. Parameters say which parts of the lineage differ between the releases as a whole.
with

changed as (
    select
        coalesce(old.article_id, new.article_id) as article_id,
        coalesce(old.actor_id, new.actor_id) as actor_id,
        coalesce(old.mention_count, 0) as count_before,
        coalesce(new.mention_count, 0) as count_after
    from before.marts.mention_counts as old
    full join after.marts.mention_counts as new on old.article_id = new.article_id and old.actor_id = new.actor_id
    where coalesce(old.mention_count, 0) <> coalesce(new.mention_count, 0)
),

-- Mentions that one release counts and the other does not.
counted as (
    select 'before' as side, * from before.marts.mentions where is_counted
    union all by name
    select 'after' as side, * from after.marts.mentions where is_counted
),

differing as (
    select article_id, actor_id, char_start, char_end, any_value(side) as side, any_value(line_number) as line_number,
        any_value(method) as method, any_value(alias) as alias
    from counted semi join changed using (article_id, actor_id)
    group by article_id, actor_id, char_start, char_end having count(*) = 1
),

-- What the other release knows of the same words.
told as (
    select
        differing.*,
        old_article.article_id is null or new_article.article_id is null as is_other_document,
        (old_alias.alias is null) <> (new_alias.alias is null) as is_other_alias,
        old_line.role is distinct from new_line.role or old_line.is_content is distinct from new_line.is_content as is_other_line
    from differing
    left join before.marts.articles as old_article using (article_id)
    left join after.marts.articles as new_article using (article_id)
    left join before.marts.actor_aliases as old_alias
        on differing.actor_id = old_alias.actor_id and differing.alias = old_alias.alias
    left join after.marts.actor_aliases as new_alias
        on differing.actor_id = new_alias.actor_id and differing.alias = new_alias.alias
    left join before.marts.article_lines as old_line
        on differing.article_id = old_line.article_id and differing.line_number = old_line.line_number
    left join after.marts.article_lines as new_line
        on differing.article_id = new_line.article_id and differing.line_number = new_line.line_number
),

-- What is the same in itself differs by what it was made with; where nothing of that differs, by other documents.
lineage as (
    select
        case
            when not ($reference or $line_model or $tagger or $code) then 'document'
            when $reference and not ($line_model or $tagger or $code) then 'reference row'
            when ($line_model or $tagger) and not ($reference or $code) then 'model'
            when $code and not ($reference or $line_model or $tagger) then 'code'
            else 'several'
        end as cause
),

explained as (
    select
        *,
        case
            when is_other_document then 'document'
            when is_other_alias then 'reference row'
            when is_other_line and $line_model then 'model'
            when is_other_line and $separation then 'code'
            when method = 'tagger' and $tagger then 'model'
            else (select lineage.cause from lineage)
        end as cause,
        if(is_other_alias, alias, null) as other_alias
    from told
),

by_count as (
    select
        article_id,
        actor_id,
        if(count(distinct cause) = 1, any_value(cause), 'several') as cause,
        string_agg(distinct other_alias, ', ' order by other_alias) as aliases
    from explained group by article_id, actor_id
)

select
    coalesce(new_article.location, old_article.location) as location,
    changed.actor_id,
    changed.count_before,
    changed.count_after,
    coalesce(by_count.cause, (select lineage.cause from lineage)) as cause,
    case
        when new_article.article_id is null then 'the article is gone'
        when old_article.article_id is null then 'the article is new'
        when by_count.cause = 'reference row' and by_count.aliases is not null then 'spelling: ' || by_count.aliases
    end as detail
from changed
left join by_count on changed.article_id = by_count.article_id and changed.actor_id = by_count.actor_id
left join before.marts.articles as old_article on changed.article_id = old_article.article_id
left join after.marts.articles as new_article on changed.article_id = new_article.article_id
order by cause, abs(changed.count_after - changed.count_before) desc, location, changed.actor_id
