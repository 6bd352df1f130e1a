"""What a report prints: the document in, finished Dutch answers out. No database and no clock."""
