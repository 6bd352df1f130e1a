"""What is planned and routed is also known to a worker as it starts."""

import subprocess
import sys

from django.conf import settings

from tests.portal import ROOT

# In a process of its own: here the tests themselves have read every file of tasks.
_KNOWN = """
from offensief.celery import app
app.loader.import_default_modules()
print("\\n".join(app.tasks))
"""


def test_a_worker_knows_every_task_that_is_planned_or_routed() -> None:
    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    asked = planned | settings.CELERY_TASK_ROUTES.keys()

    told = subprocess.run(
        [sys.executable, "-c", _KNOWN], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert len(planned) > 5
    assert asked <= set(told)
