"""Sections on a terminal, or into a pipe; `boxes` and `progress` alone load the console of Rich."""
