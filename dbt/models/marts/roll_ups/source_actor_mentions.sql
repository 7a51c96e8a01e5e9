{{ actor_mentions_by(['source_id']) }}
