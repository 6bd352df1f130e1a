"""What LFCT and others publish about attacks: every figure with the moment it was known."""
