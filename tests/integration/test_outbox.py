"""Messages: queued once, sent once, tried again, given up."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone

from offensief import embedded
from offensief.accounts.models import User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed, Refused
from offensief.outbox import claims, services
from offensief.outbox.models import Message, MessageState
from tests.integration.messages import failed, mail_server_at, queue, wait_for_the_next_try
from tests.integration.threads import at_once, elsewhere


@pytest.fixture
def seen_by_all(db: None) -> Iterator[User]:
    """A person whom every connection sees; what was sent to them is removed afterwards."""
    email = f"{uuid.uuid4()}@test.example"
    person: User = elsewhere(lambda: User.objects.create(email=email, name="Tessa Thread"))
    yield person
    elsewhere(Message.objects.filter(recipient=person).delete)
    elsewhere(User.objects.filter(pk=person.pk).delete)


def test_a_message_waits_with_its_text(outsider: User) -> None:
    message = queue(outsider)

    assert message.state == MessageState.WAITING
    assert message.next_try_at == message.due_at
    assert (message.attempts, message.sent_at) == (0, None)


def test_the_same_event_is_one_message_with_the_first_text(outsider: User) -> None:
    first = queue(outsider)
    second = queue(outsider, subject="Iets anders")

    assert second == first
    assert second.subject == first.subject
    assert Message.objects.count() == 1


def test_twenty_at_once_queue_one_message(seen_by_all: User) -> None:
    def work() -> int:
        with transaction.atomic():
            return queue(seen_by_all).pk

    found = at_once(20, work)

    assert len(set(found)) == 1
    assert Message.objects.filter(recipient=seen_by_all).count() == 1


def test_a_message_goes_away_with_the_transaction_of_its_caller(outsider: User) -> None:
    def caller() -> None:
        with transaction.atomic():
            queue(outsider)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        caller()

    assert not Message.objects.exists()


def test_a_known_event_does_not_spoil_the_transaction_of_its_caller(outsider: User) -> None:
    queue(outsider)
    with transaction.atomic():
        queue(outsider)
        other = queue(outsider, dedupe_key="mention:2")

    assert Message.objects.filter(pk=other.pk).exists()


def test_nothing_is_sent_to_an_inactive_person(
    outsider: User, mailoutbox: list[EmailMessage]
) -> None:
    outsider.is_active = False
    outsider.save()

    message = queue(outsider)
    services.deliver(message.pk)

    assert message.state == MessageState.DROPPED
    assert not mailoutbox


def test_a_person_deactivated_after_queueing_gets_nothing(
    outsider: User, mailoutbox: list[EmailMessage]
) -> None:
    message = queue(outsider)
    User.objects.filter(pk=outsider.pk).update(is_active=False)

    services.deliver(message.pk)

    message.refresh_from_db()
    assert message.state == MessageState.DROPPED
    assert not mailoutbox


@pytest.mark.parametrize(
    "link",
    [
        "https://elders.example/",
        "//elders.example/",
        "/\\elders.example",
        "maatregelen/",
        "",
        "/a b",
    ],
)
def test_a_link_out_of_the_portal_is_refused(link: str, outsider: User) -> None:
    with pytest.raises(ValueError, match="path of the portal"):
        queue(outsider, link=link)


@pytest.mark.parametrize("link", ["/", "/maatregelen/1.01/", "/maatregelen/?pijler=1#x"])
def test_a_link_in_the_portal_is_kept(link: str, outsider: User) -> None:
    assert queue(outsider, link=link).link == link


def test_a_subject_becomes_one_line_that_fits(outsider: User) -> None:
    message = queue(outsider, subject=f"Let op\r\nBcc: x@y.example\u2028{'woord ' * 100}")

    assert message.subject.startswith("Let op Bcc: x@y.example woord")
    assert len(message.subject) == 200


def test_a_message_without_a_subject_is_refused(outsider: User) -> None:
    with pytest.raises(ValueError, match="needs a subject"):
        queue(outsider, subject=" \n")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "sent"}, "message_has_sent_at_exactly_when_sent"),
        ({"sent_at": "2026-01-01T12:00:00Z"}, "message_has_sent_at_exactly_when_sent"),
        ({"state": "lost"}, "message_state_is_known"),
        ({"subject": "Een\nBcc: x@y.example"}, "message_subject_is_one_line"),
        ({"subject": "Een\u2028twee"}, "message_subject_is_one_line"),
        ({"link": "//elders.example/"}, "message_link_stays_in_the_portal"),
        ({"link": "/een\n"}, "message_link_stays_in_the_portal"),
    ],
)
def test_the_database_refuses_what_cannot_be(
    changes: dict[str, str], constraint: str, outsider: User
) -> None:
    message = queue(outsider)

    with pytest.raises(IntegrityError, match=constraint):
        Message.objects.filter(pk=message.pk).update(**changes)


def test_a_message_that_is_due_is_sent(outsider: User, mailoutbox: list[EmailMessage]) -> None:
    message = queue(outsider)

    services.deliver(message.pk)
    services.deliver(message.pk)

    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert message.sent_at is not None
    assert [mail.to for mail in mailoutbox] == [[outsider.email]]


def test_a_message_for_later_is_not_sent_yet(
    outsider: User, mailoutbox: list[EmailMessage]
) -> None:
    message = queue(outsider, due_at=timezone.now() + timedelta(hours=1))

    services.deliver(message.pk)

    message.refresh_from_db()
    assert message.state == MessageState.WAITING
    assert not mailoutbox


def test_without_a_mail_server_a_message_waits_untouched(outsider: User, settings: Any) -> None:
    settings.MAILERS = {}
    message = queue(outsider)

    services.deliver(message.pk)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.WAITING, 0)


def test_of_two_deliverers_one_sends(seen_by_all: User, mailoutbox: list[EmailMessage]) -> None:
    message: Message = elsewhere(lambda: queue(seen_by_all))

    at_once(2, lambda: services.deliver(message.pk))

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.SENT, 1)
    assert len(mailoutbox) == 1


def test_each_failure_waits_longer_and_the_last_gives_up(outsider: User) -> None:
    message = queue(outsider)
    waits = []
    with mail_server_at(embedded.free_port()):
        for _ in range(claims.TRIES):
            wait_for_the_next_try()
            before = timezone.now()
            services.deliver(message.pk)
            message.refresh_from_db()
            waits.append(round((message.next_try_at - before).total_seconds() / 60))
        wait_for_the_next_try()
        services.deliver(message.pk)

    message.refresh_from_db()
    assert waits[:5] == [1, 5, 30, 120, 600]
    assert (message.state, message.attempts) == (MessageState.FAILED, 6)
    assert message.last_error == "ConnectionRefusedError"


def test_a_message_whose_worker_was_killed_is_tried_again(
    outsider: User, mailoutbox: list[EmailMessage]
) -> None:
    message = queue(outsider)
    assert claims.take(message.pk) is not None
    services.deliver(message.pk)
    assert not mailoutbox

    wait_for_the_next_try()
    services.deliver(message.pk)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.SENT, 2)


def test_a_message_whose_workers_are_always_killed_is_given_up(outsider: User) -> None:
    message = queue(outsider)
    for _ in range(claims.TRIES):
        assert claims.take(message.pk) is not None
        wait_for_the_next_try()

    assert claims.take(message.pk) is None
    message.refresh_from_db()
    assert (message.state, message.last_error) == (MessageState.FAILED, claims.CUT_OFF)


def test_a_try_that_was_overtaken_writes_nothing(outsider: User) -> None:
    message = queue(outsider)
    first = claims.take(message.pk)
    wait_for_the_next_try()
    second = claims.take(message.pk)
    assert first is not None
    assert second is not None

    claims.put_off(first, error="TimeoutError")
    claims.mark_sent(second)
    claims.put_off(first, error="TimeoutError")

    message.refresh_from_db()
    assert (message.state, message.last_error) == (MessageState.SENT, "")


def test_a_failed_message_is_sent_again_and_leaves_a_trail(
    secretary: User, outsider: User, mailoutbox: list[EmailMessage]
) -> None:
    message = failed(outsider)

    services.retry(message=message, by=secretary)
    services.deliver(message.pk)

    message.refresh_from_db()
    entry = Entry.objects.get(object_type="outbox.message")
    assert (message.state, message.attempts) == (MessageState.SENT, 1)
    assert entry.action == "bericht opnieuw klaargezet"
    assert entry.actor_id == secretary.pk
    assert entry.before == {"stand": "failed", "fout": "SMTPServerDisconnected"}


def test_a_message_that_did_not_fail_is_not_sent_again(secretary: User, outsider: User) -> None:
    message = queue(outsider)

    with pytest.raises(Refused, match="ging niets mis"):
        services.retry(message=message, by=secretary)


def test_only_the_secretariat_has_a_message_sent_again(head: User, outsider: User) -> None:
    message = failed(outsider)

    with pytest.raises(NotAllowed):
        services.retry(message=message, by=head)
    assert not Entry.objects.filter(object_type="outbox.message").exists()
