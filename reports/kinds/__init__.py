"""Kinds of editions; each builds its own document."""
