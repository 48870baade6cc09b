"""Records, dates, texts, scopes and results: plain dataclasses and functions."""
