select surface, article_id from marts.date_evidence
where is_decisive and surface is not null
qualify row_number() over (partition by evidence_kind order by article_id) = 1 order by evidence_kind limit 5
