{{ actor_mentions_by(['source_id', 'month_start_day']) }}
