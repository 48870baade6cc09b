"""Results as sections of styled text, one file an answer."""
