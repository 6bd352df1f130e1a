"""Pages about figures, one module per kind of page."""
