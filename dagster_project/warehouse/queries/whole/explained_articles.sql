select article_id from (
    select article_id, min(turn) as turn, min(place) as place from (
        select article_id, 1 as turn, 0 as place from marts.quality_findings where article_id is not null
        union all
        select article_id, 2, 0 from marts.articles
        where is_current and family_id in (select family_id from marts.articles group by all having count(*) > 1)
        union all
        select * from (
            select article_id, 3, row_number() over (order by first_delivered_on desc, article_id) as place
            from marts.articles where is_current order by place limit 100
        )
    ) group by article_id
) order by turn, place, article_id limit 400
