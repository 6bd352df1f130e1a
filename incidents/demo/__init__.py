"""Figures that were made up, for demonstrations and for measuring speed. No Django in here."""
