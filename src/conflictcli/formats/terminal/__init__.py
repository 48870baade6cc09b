"""Sections on a terminal, or into a pipe; of this package `progress` alone uses Rich's console."""
