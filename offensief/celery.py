"""The Celery application: workers and beat start from here."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "offensief.settings")

app = Celery("offensief")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["reports", "incidents", "offensief.outbox", "measures.rounds"])


@setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """Leave the log as the settings say: Celery's own would not mask secrets."""
