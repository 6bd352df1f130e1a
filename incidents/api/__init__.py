"""The public API about figures."""
