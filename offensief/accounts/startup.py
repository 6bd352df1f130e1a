"""What must not be true when the portal starts."""

import logging

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from offensief.accounts.backend import DEMO_ADDRESS
from offensief.accounts.models import User

logger = logging.getLogger(__name__)


def refuse_demo_people() -> None:
    """Raises ImproperlyConfigured when accounts of the demo are active outside the demo.

    They could not sign in (Backend), but a database with them holds invented answers and figures.
    """
    if settings.DEMO:
        return
    try:
        count = User.objects.filter(email__endswith=DEMO_ADDRESS, is_active=True).count()
    except DatabaseError as error:
        # Pages then say that the database is away; nobody gets in meanwhile.
        logger.error("people of the demo not looked for: %s", type(error).__name__)
        return
    if count:
        raise ImproperlyConfigured(
            f"This database has {count} active people of the demo ({DEMO_ADDRESS}). It was made "
            "by make demo and holds invented data. Use another database for a real portal."
        )
