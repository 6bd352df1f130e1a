"""Rows of the access table, by room."""
