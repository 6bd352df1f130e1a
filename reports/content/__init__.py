"""The parts of a progress report, each read from the database into plain facts."""
