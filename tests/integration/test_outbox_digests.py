"""Reminders: a person may do without them, but not without what must be known."""

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.utils import timezone

from offensief.accounts.models import User
from offensief.audit.history import states_at
from offensief.audit.models import Entry
from offensief.audit.traced import facts
from offensief.lib.refusals import NotAllowed
from offensief.outbox import selectors, services
from offensief.outbox.models import DigestStop, DropReason, Message, MessageState
from tests.conftest import SignedIn
from tests.integration.messages import queue

STOPPED = "U krijgt geen herinneringen meer per mail."


def _choose(person: User, answer: str) -> str:
    sent = {"herinneringen": answer}
    page = SignedIn(person).post("/berichten/mijn/herinneringen/", sent, follow=True)
    return page.content.decode()


def test_a_reminder_is_kept_unsent_for_who_wants_none(
    outsider: User, mailoutbox: list[EmailMessage]
) -> None:
    services.stop_digests(person=outsider, by=outsider)

    message = queue(outsider, is_digest=True)
    services.deliver(message.pk)

    assert (message.state, message.drop_reason) == (MessageState.DROPPED, DropReason.UNWANTED)
    assert selectors.why(message) == "Deze persoon wil geen herinneringen per mail."
    assert not mailoutbox


def test_what_must_be_known_still_comes(outsider: User, mailoutbox: list[EmailMessage]) -> None:
    services.stop_digests(person=outsider, by=outsider)

    services.deliver(queue(outsider).pk)

    assert len(mailoutbox) == 1


def test_a_reminder_that_waits_is_not_sent_after_all(
    outsider: User, mailoutbox: list[EmailMessage]
) -> None:
    message = queue(outsider, is_digest=True)
    services.stop_digests(person=outsider, by=outsider)

    services.deliver(message.pk)

    message.refresh_from_db()
    assert (message.state, message.drop_reason) == (MessageState.DROPPED, DropReason.UNWANTED)
    assert not mailoutbox


def test_one_person_choosing_changes_nothing_for_another(outsider: User, police: User) -> None:
    services.stop_digests(person=police, by=police)

    assert queue(outsider, is_digest=True).state == MessageState.WAITING


def test_reminders_come_again_but_not_the_old_ones(outsider: User) -> None:
    services.stop_digests(person=outsider, by=outsider)
    old = queue(outsider, is_digest=True, dedupe_key="old")

    services.resume_digests(person=outsider, by=outsider)

    assert queue(outsider, is_digest=True, dedupe_key="new").state == MessageState.WAITING
    old.refresh_from_db()
    assert old.state == MessageState.DROPPED


def test_choosing_twice_changes_nothing_and_every_choice_stays(outsider: User) -> None:
    first = services.stop_digests(person=outsider, by=outsider)
    assert services.stop_digests(person=outsider, by=outsider) == first
    services.resume_digests(person=outsider, by=outsider)
    services.resume_digests(person=outsider, by=outsider)
    services.stop_digests(person=outsider, by=outsider)

    told = Entry.objects.filter(object_type="outbox.digeststop").order_by("pk")
    assert DigestStop.objects.count() == 2
    assert [entry.action for entry in told] == [
        "herinneringen uitgezet",
        "herinneringen aangezet",
        "herinneringen uitgezet",
    ]


def test_the_trail_brings_back_every_choice(outsider: User, police: User) -> None:
    services.stop_digests(person=outsider, by=outsider)
    services.stop_digests(person=police, by=police)
    services.resume_digests(person=police, by=police)

    states = states_at(timezone.now(), DigestStop)[DigestStop]

    assert states == {row.trail_id: facts(row) for row in DigestStop.objects.all()}


def test_nobody_chooses_for_another(outsider: User, secretary: User) -> None:
    with pytest.raises(NotAllowed, match="de persoon zelf"):
        services.stop_digests(person=outsider, by=secretary)
    services.stop_digests(person=outsider, by=outsider)
    with pytest.raises(NotAllowed, match="de persoon zelf"):
        services.resume_digests(person=outsider, by=secretary)

    assert DigestStop.objects.present(outsider.pk).exists()


def test_the_page_offers_the_other_choice(outsider: User) -> None:
    before = SignedIn(outsider).get("/berichten/mijn/").content.decode()
    stopped = _choose(outsider, "nee")
    resumed = _choose(outsider, "ja")

    assert "Geen herinneringen meer per mail</button>" in before
    assert "Berichten die u moet hebben, krijgt u altijd." in before
    assert STOPPED in stopped
    assert "Weer herinneringen per mail</button>" in stopped
    assert "Berichten die u moet hebben, krijgt u altijd." in stopped
    assert "U krijgt weer herinneringen per mail." in resumed


def test_no_choice_is_told_and_changes_nothing(outsider: User) -> None:
    services.stop_digests(person=outsider, by=outsider)

    page = _choose(outsider, "misschien")

    assert "Kies of u herinneringen per mail wilt." in page
    assert "Weer herinneringen per mail</button>" in page


@pytest.mark.parametrize("change", [{"drop_reason": "unwanted"}, {"drop_reason": "lost"}])
def test_only_a_dropped_message_has_a_reason_for_it(change: dict[str, str], outsider: User) -> None:
    message = queue(outsider)

    with pytest.raises(IntegrityError, match="message_has_a_drop_reason_only_when_dropped"):
        Message.objects.filter(pk=message.pk).update(**change)


def test_a_message_dropped_before_there_were_reasons_tells_the_one_there_was(
    outsider: User,
) -> None:
    message = queue(outsider)
    Message.objects.filter(pk=message.pk).update(state=MessageState.DROPPED)
    message.refresh_from_db()

    assert selectors.why(message) == "Het account van deze persoon is niet actief."
