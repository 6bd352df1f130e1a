"""Messages for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.test import override_settings
from django.utils import timezone

from offensief import env
from offensief.accounts.models import User
from offensief.outbox import services
from offensief.outbox.models import Message, MessageState


def queue(to: User, **differences: Any) -> Message:
    """A message in the outbox, by the real service."""
    said: dict[str, Any] = {
        "kind": "mention",
        "kind_label": "u bent genoemd",
        "subject": "U bent genoemd bij maatregel 1.01",
        "body": "Sanne schreef:\n\nKunt u hiernaar kijken?",
        "link": "/maatregelen/1.01/",
        "dedupe_key": f"mention:1:{to.pk}",
    }
    return services.queue(to=to, **{**said, **differences})


def failed(to: User, **differences: Any) -> Message:
    """A message that was given up."""
    message = queue(to, **differences)
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.FAILED, attempts=5, last_error="SMTPServerDisconnected"
    )
    message.refresh_from_db()
    return message


def wait_for_the_next_try() -> None:
    """As if the time until the next try has passed."""
    Message.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))


@contextmanager
def mail_server_at(port: int) -> Iterator[None]:
    """Mail goes to this port of this machine, by the settings an administrator would give."""
    mailers = env.mailers(
        host="127.0.0.1", port=port, user="", password="", tls=False, stay_here=False
    )
    with override_settings(MAILERS=mailers):
        yield
