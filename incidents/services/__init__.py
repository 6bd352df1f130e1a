"""Everything that writes figures, one module per kind of change."""
