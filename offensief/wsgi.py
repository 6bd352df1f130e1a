"""The door for gunicorn. Refuses to open with people of the demo in a real portal."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "offensief.settings")

application = get_wsgi_application()

from offensief.accounts.startup import refuse_demo_people  # noqa: E402 -- needs the settings

refuse_demo_people()
