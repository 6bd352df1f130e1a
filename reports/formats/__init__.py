"""Every form of an edition: the document in, the bytes of a file out. No database and no clock."""
