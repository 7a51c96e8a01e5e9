select coalesce(evidence_kind, 'unknown day') as known_by, count(*) as articles
from marts.articles left join marts.date_evidence using (article_id, date_evidence_id)
where is_current group by known_by order by articles desc, known_by
