"""What pages about rounds show, as finished answers."""
