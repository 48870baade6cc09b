"""Questions: a dataset and a scope to a result, without clock, files or printing."""
