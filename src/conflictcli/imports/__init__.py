"""Records from the files of other recorders."""
