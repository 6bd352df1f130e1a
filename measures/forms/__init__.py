"""Forms about the plan. They read; the rules are in the services."""
