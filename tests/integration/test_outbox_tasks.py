"""Ringing for messages, and what happens when nobody hears it."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from celery import Celery
from django.core.mail import EmailMessage
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from offensief import celery_app
from offensief.accounts.models import User
from offensief.outbox import tasks
from offensief.outbox.models import Message, MessageState
from tests.integration.messages import failed, queue


@pytest.fixture
def queue_away() -> Iterator[None]:
    """A queue at an address where nobody answers."""
    Celery("away", broker="redis://127.0.0.1:1/0", task_publish_retry=False)
    yield
    celery_app.set_current()


def _states() -> dict[str, str]:
    return dict(Message.objects.values_list("dedupe_key", "state"))


@pytest.mark.usefixtures("worker_at_hand")
def test_a_message_is_sent_only_after_the_commit_of_its_caller(
    outsider: User,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        message = queue(outsider)
        tasks.ring_after_commit([message.pk])
        assert not mailoutbox

    assert len(mailoutbox) == 1


@pytest.mark.usefixtures("worker_at_hand")
def test_the_sweeper_rings_for_what_is_due_and_nothing_else(outsider: User) -> None:
    later = timezone.now() + timedelta(hours=1)
    queue(outsider, dedupe_key="due")
    queue(outsider, dedupe_key="later", due_at=later)
    failed(outsider, dedupe_key="failed")

    rung = tasks.sweep()

    assert rung == 1
    assert _states() == {
        "due": MessageState.SENT,
        "later": MessageState.WAITING,
        "failed": MessageState.FAILED,
    }


@pytest.mark.usefixtures("worker_at_hand")
def test_the_sweeper_keeps_still_without_a_mail_server(outsider: User, settings: Any) -> None:
    settings.MAILERS = {}
    queue(outsider)

    assert tasks.sweep() == 0


@pytest.mark.usefixtures("worker_at_hand")
def test_a_round_rings_for_the_longest_waiting_first(
    outsider: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "MOST_PER_ROUND", 1)
    queue(outsider, dedupe_key="second")
    queue(outsider, dedupe_key="first", due_at=timezone.now() - timedelta(hours=1))

    tasks.sweep()

    assert _states() == {"first": MessageState.SENT, "second": MessageState.WAITING}


@pytest.mark.usefixtures("queue_away")
def test_without_a_queue_messages_wait_and_nobody_is_held_up(
    outsider: User, caplog: pytest.LogCaptureFixture
) -> None:
    message = queue(outsider)

    with caplog.at_level(logging.WARNING):
        tasks.ring([message.pk, message.pk + 1])

    message.refresh_from_db()
    assert message.state == MessageState.WAITING
    assert len([r for r in caplog.records if "queue unavailable" in r.message]) == 1
