"""Pages about the plan."""
