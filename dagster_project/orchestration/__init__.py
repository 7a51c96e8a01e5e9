"""How the work is run: stages and their engine without Dagster; assets, checks and dbt with it."""
