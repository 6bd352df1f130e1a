"""Dashboards and editions: measures and figures put together."""
