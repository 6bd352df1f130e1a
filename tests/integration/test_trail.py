"""The trail: complete, chained, and enough to bring the plan back as it was."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from measures.models import Involvement, Measure, Partner, Pillar, Plan, Section
from offensief.accounts.models import User
from offensief.audit import chain
from offensief.audit.history import end_of, states_at
from offensief.audit.models import Entry
from offensief.audit.services import Deed, record, record_all
from offensief.audit.traced import Traced, facts

PLAN_KINDS: list[type[Traced]] = [Plan, Pillar, Section, Partner, Measure, Involvement]


def deed(person: User, action: str = "geprobeerd") -> Deed:
    return Deed(
        action=action, subject=person, subject_id=str(person.pk), before={}, after={"n": action}
    )


def alter(entry: Entry, **fields: str) -> None:
    """What somebody with the keys of the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        Entry.objects.filter(pk=entry.pk).update(**fields)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def remove(entry: Entry) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [entry.pk])
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def test_the_trail_of_the_loaded_plan_is_whole(secretary: User) -> None:
    out = StringIO()

    call_command("verify_trail", stdout=out)

    verdict = chain.verify()
    assert verdict.entries == Entry.objects.count() > 100
    assert verdict.head in out.getvalue()


@pytest.mark.parametrize("field", ["reason", "actor_label", "object_id", "origin"])
def test_a_changed_entry_is_named(secretary: User, field: str) -> None:
    first, second = record_all([deed(secretary, "een"), deed(secretary, "twee")], by=secretary)
    alter(first, **{field: "iets anders"})

    with pytest.raises(CommandError, match=f"gebroken bij regel {first.pk} .*gewijzigd na"):
        call_command("verify_trail")
    assert chain.verify().broken == first
    assert second.previous_hash == first.hash


def test_a_removed_entry_is_named_by_the_one_after_it(secretary: User) -> None:
    first, second = record_all([deed(secretary, "een"), deed(secretary, "twee")], by=secretary)
    remove(first)

    verdict = chain.verify()

    assert verdict.broken == second
    assert "ontbreekt" in verdict.why


def test_a_cut_off_end_shows_against_a_kept_hash(secretary: User) -> None:
    kept = record_all([deed(secretary, "een"), deed(secretary, "twee")], by=secretary)[-1]
    call_command("verify_trail", kept=kept.hash, stdout=StringIO())
    remove(kept)

    call_command("verify_trail", stdout=StringIO())
    with pytest.raises(CommandError, match="het einde is afgesneden"):
        call_command("verify_trail", kept=kept.hash)


def test_a_table_that_says_something_else_is_named(secretary: User) -> None:
    Measure.objects.filter(number="3.05").update(phase="embedded")

    with pytest.raises(CommandError, match=r"maatregel 3\.05: phase is 'embedded', het spoor zegt"):
        call_command("verify_trail")


def test_an_entry_knows_on_behalf_of_whom_and_since_when(secretary: User) -> None:
    entry = record(
        Deed(
            action="geprobeerd",
            subject=secretary,
            subject_id="1",
            before={},
            after={},
            on_behalf_of="Aedes",
            known_at=datetime(2025, 4, 15, tzinfo=UTC),
        ),
        by=secretary,
    )

    assert entry.on_behalf_of == "Aedes"
    assert entry.known_at < entry.at


@pytest.fixture
def person_outside(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[User]:
    """Somebody other connections see too. What they write stays in the trail, as it should."""
    with django_db_blocker.unblock():
        person = User.objects.create(email="velen@test.example", name="Vele Schrijvers")
        yield person
        person.delete()
        connection.close()


def test_twenty_writers_at_once_make_one_chain(person_outside: User) -> None:
    person = person_outside
    before = chain.verify().entries

    def write(number: int) -> None:
        record(deed(person, f"nummer {number}"), by=person)
        connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    verdict = chain.verify()
    assert verdict.broken is None
    assert verdict.entries == before + 20


def test_every_loaded_row_can_be_brought_back_from_the_trail(db: None) -> None:
    states = states_at(timezone.now(), *PLAN_KINDS)

    for kind in PLAN_KINDS:
        live = {row.trail_id: facts(row) for row in kind._default_manager.all()}
        assert states[kind] == live
        assert live


def test_the_plan_was_known_from_the_day_it_was_offered(db: None) -> None:
    assert not states_at(end_of(date(2025, 4, 14)), Measure)[Measure]
    assert len(states_at(end_of(date(2025, 4, 15)), Measure)[Measure]) == 31
