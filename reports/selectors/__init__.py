"""Finished answers in which measures and figures meet."""
