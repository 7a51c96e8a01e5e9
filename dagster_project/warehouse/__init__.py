"""The only package that talks to DuckDB: the build file, its batches, and the releases made from it."""
