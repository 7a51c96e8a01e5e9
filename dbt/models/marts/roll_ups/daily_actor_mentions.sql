{{ actor_mentions_by(['date_day']) }}
