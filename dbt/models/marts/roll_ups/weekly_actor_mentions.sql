{{ actor_mentions_by(['week_start_day']) }}
