select article_id, kind, severity, finding from marts.quality_findings where article_id = any($articles) order by severity desc, kind
