"""Finished answers about figures, one module per kind of page."""
