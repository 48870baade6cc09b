"""Sections on a terminal, or into a pipe; only this package and svg use the console of Rich."""
