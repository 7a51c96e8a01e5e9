select finding, article_id from marts.quality_findings
where article_id is not null order by severity = 'warning' desc, kind, article_id limit 5
