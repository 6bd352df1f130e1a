"""Every night somebody walks along the trail, and people hear it when it is broken."""

import logging
from itertools import pairwise

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from offensief.accounts.models import Role, User
from offensief.audit import chain
from offensief.audit.checking import check_trail
from offensief.audit.models import Entry, TrailCheck
from offensief.audit.services import record_all
from offensief.outbox import tasks
from offensief.outbox.models import Message
from offensief.outbox.trail_alarm import watch_trail
from tests.conftest import SignedIn, make_person
from tests.integration.test_trail import alter, deed, remove


@pytest.fixture
def administrator(db: None) -> User:
    """Runs the portal."""
    return make_person("beheer@test.example", "Bea Beheer", Role.ADMINISTRATOR)


def test_a_whole_trail_is_kept_as_such_and_nobody_gets_mail(
    head: User, administrator: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    assert watch_trail() == []

    check = TrailCheck.objects.get()
    assert check.is_whole
    assert check.entries == Entry.objects.count()
    assert check.head in caplog.text


def test_a_changed_line_reaches_administrators_and_head_the_same_night(
    secretary: User, head: User, administrator: User, caplog: pytest.LogCaptureFixture
) -> None:
    first, _ = record_all([deed(secretary, "een"), deed(secretary, "twee")], by=secretary)
    alter(first, reason="iets anders")

    tasks.watch_trail()

    assert {m.recipient.name for m in Message.objects.all()} == {"Bea Beheer", "Hanna Hoofd"}
    assert f"Regel {first.pk}" in Message.objects.first().body  # type: ignore[union-attr]
    assert [r.levelname for r in caplog.records if "BROKEN" in r.message] == ["CRITICAL"]
    assert not TrailCheck.objects.get().is_whole


def test_a_cut_off_end_shows_against_the_walk_of_before(secretary: User, head: User) -> None:
    last = record_all([deed(secretary, "een"), deed(secretary, "twee")], by=secretary)[-1]
    assert check_trail().is_whole
    remove(last)

    assert len(watch_trail()) == 1

    # The chain itself does not show it, and a night later it is still told.
    assert chain.verify().broken is None
    assert not check_trail().is_whole


def test_a_trail_that_was_written_anew_shows_too(secretary: User) -> None:
    """Who can change the tables can also make all hashes fit again."""
    record_all([deed(secretary, "een"), deed(secretary, "twee")], by=secretary)
    assert check_trail().is_whole
    entries = list(Entry.objects.order_by("pk"))
    entries[0].reason, entries[0].hash = "iets anders", ""
    entries[0].hash = chain.link(entries[0])
    for before, after in pairwise(entries):
        after.previous_hash = before.hash
        after.hash = chain.link(after)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_entry SET hash = id::text, previous_hash = id::text")
        Entry.objects.bulk_update(entries, ["reason", "hash", "previous_hash"], batch_size=500)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")

    assert chain.verify().broken is None
    assert "opnieuw geschreven" in check_trail().why


def test_a_long_trail_is_read_in_pieces(secretary: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "_PIECE", 7)

    found = [entry.pk for entry in chain.in_pieces(Entry.objects.all())]

    assert found == list(Entry.objects.order_by("pk").values_list("pk", flat=True))


def test_beat_walks_at_night() -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["walk along the trail"]

    assert entry["task"] == tasks.watch_trail.name
    assert "<crontab: 15 3 " in repr(entry["schedule"])


def test_the_page_tells_of_the_last_walk(head: User) -> None:
    page = SignedIn(head)
    assert "nog niet gecontroleerd" in page.get(reverse("trail")).content.decode()
    check_trail()
    assert "hij klopt (" in page.get(reverse("trail")).content.decode()
    TrailCheck.objects.create(
        at=timezone.now(), entries=1, head="0" * 64, is_whole=False, why="Regel 7 is gewijzigd."
    )
    text = page.get(reverse("trail")).content.decode()
    assert "hij klopt niet" in text
    assert "Regel 7 is gewijzigd." in text


def test_the_export_holds_every_line_with_all_that_8_15_01_asks(head: User) -> None:
    answer = SignedIn(head).get(reverse("trail_export"))

    assert answer.streaming
    text = answer.getvalue().decode("utf-8-sig")
    lines = text.splitlines()
    wanted = {"Handeling", "Omschrijving", "Uitkomst", "Via", "Wie", "Moment", "Hash"}
    assert wanted <= set(lines[0].split(";"))
    last = Entry.objects.order_by("pk").last()
    assert last is not None
    assert lines[-1].endswith(f"{last.previous_hash};{last.hash}")
