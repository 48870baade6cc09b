"""Look up what happened in a conflict, who said so, and as of when."""

__version__ = "0.2.0"
