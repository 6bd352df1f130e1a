"""The trail: who did what, when, from where, and why. Only added to, never changed."""
