"""Sections on a terminal, or into a pipe; `panels` and `progress` alone load Rich's console."""
