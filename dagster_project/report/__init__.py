"""Pages for people: rows of a release in, HTML out. Knows no database and no orchestrator."""
