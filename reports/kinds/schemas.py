"""Names of the schemas that are written now."""

SCHEMA = "voortgangsrapportage/3"
