"""Files of our own format, opened and written: JSON, SQLite, sheets."""
