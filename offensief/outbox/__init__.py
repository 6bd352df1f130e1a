"""Mail that people get: every message is a row first, and is sent from there."""
