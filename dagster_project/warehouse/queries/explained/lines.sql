select article_id, line_number, char_start, line_text, role, is_content, is_body, body_probability, reason
from marts.article_lines where article_id = any($articles) order by line_number
