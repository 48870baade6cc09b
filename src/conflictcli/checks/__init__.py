"""Every problem of a dataset in JSON: how it is read, its shape, its rules."""
