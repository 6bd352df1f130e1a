"""People who sign in, and the portal-wide roles they hold. Knows no partner and no measure."""
