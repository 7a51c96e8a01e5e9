select article_id, char_start, char_end, surface, date_value, mention_kind, anchor, confidence
from marts.date_mentions where article_id = any($articles) and is_content order by char_start, char_end
