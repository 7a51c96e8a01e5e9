"""What a text says: pure functions from Arrow tables to Arrow tables.

Nothing in here knows an orchestrator, a database, a disk, a network or a clock.
Models and reference tables are passed in. See `records.py` for the shape of every table.
"""
