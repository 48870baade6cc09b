"""Datasets as SQLite files: the same records, with indexes. No other package knows of SQLite."""
