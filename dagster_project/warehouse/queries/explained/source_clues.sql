select article_id, char_start, char_end, surface, field, evidence_kind, candidate, confidence, is_decisive
from marts.source_evidence where article_id = any($articles)
order by field, is_decisive desc, rank nulls last, char_start, candidate
