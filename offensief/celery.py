"""The Celery application: workers and beat start from here."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "offensief.settings")

app = Celery("offensief")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Beat remembers when it rang last only as long as it runs. With a file for that, a lock that failed
# ended beat, and with it every mail and publication; and a new beat rings at once anyway.
app.conf.beat_scheduler = "celery.beat:Scheduler"
# Of every app: one that was forgotten here would lose its work without anybody hearing of it.
app.autodiscover_tasks()


@setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """Leave the log as the settings say: Celery's own would not mask secrets."""
