{{ actor_mentions_by(['month_start_day']) }}
