"""What the pages show, as finished answers."""
