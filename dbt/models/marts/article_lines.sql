select
    article_id,
    line_number,
    char_start,
    char_end,
    role,
    is_content,
    is_body,
    body_probability,
    reason,
    line_text
from {{ ref('int_page_lines') }}
