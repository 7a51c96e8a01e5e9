select article_id, char_start, char_end, surface, 'day' as field, evidence_kind, candidate_date, confidence, is_decisive, finder
from marts.date_evidence where article_id = any($articles)
order by is_decisive desc, rank nulls last, char_start, candidate_date
