"""Pages of reports and dashboards, one module per kind of page."""
