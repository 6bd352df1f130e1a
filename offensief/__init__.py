"""Settings, addresses and what every room of the portal shares."""

from offensief.celery import app as celery_app

__all__ = ["celery_app"]
