"""Who has an account and what for: invitations, roles, leaving, and the yearly look at it all."""
