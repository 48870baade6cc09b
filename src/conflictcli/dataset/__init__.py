"""Files to datasets and back: loading, checking, importing, writing."""
