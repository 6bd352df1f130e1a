"""The cijfercheck: the numbers and dates of a letter beside those of an edition. No database."""
