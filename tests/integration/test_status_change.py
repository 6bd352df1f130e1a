"""Changing the status of a measure: rules, trail, conflict."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from measures.models import Measure, StatusUpdate
from measures.services import status
from measures.services.status import StatusChange
from measures.statuses import Certainty, Course, Phase
from offensief.accounts.models import User
from offensief.audit.models import Entry
from offensief.lib import rules
from offensief.lib.refusals import NotAllowed


@pytest.fixture
def measure(db: None) -> Measure:
    return Measure.objects.get(number="3.01")


def change(**differences: Any) -> StatusChange:
    said: dict[str, Any] = {
        "phase": Phase.UNDERWAY,
        "course": Course.ON_TRACK,
        "explanation": "Het handelingskader wordt geschreven.",
    }
    return StatusChange(**{**said, **differences})


def test_a_change_is_kept_with_who_when_from_to_and_why(measure: Measure, secretary: User) -> None:
    status.change_status(measure=measure, version=1, change=change(), by=secretary)

    measure.refresh_from_db()
    update = measure.updates.get()
    entry = Entry.objects.get(action="status gewijzigd")
    assert (measure.phase, measure.course, measure.version) == ("underway", "on_track", 2)
    assert measure.confirmed_on == timezone.localdate()
    assert (update.phase_from, update.phase_to) == ("not_started", "underway")
    assert (update.course_from, update.course_to) == ("not_assessed", "on_track")
    assert update.made_by == secretary
    assert entry.actor_label == "Sanne Secretaris"
    assert entry.before == {
        "phase": "not_started",
        "course": "not_assessed",
        "secretariat_course": "not_assessed",
        "certainty": "none",
        "confirmed_on": None,
        "version": 1,
    }
    assert entry.after == {
        "phase": "underway",
        "course": "on_track",
        "secretariat_course": "on_track",
        "certainty": "checked",
        "confirmed_on": timezone.localdate().isoformat(),
        "version": 2,
    }
    assert entry.reason == "Het handelingskader wordt geschreven."


@pytest.mark.parametrize("name", ["police", "reader", "head", "outsider"])
def test_only_the_secretariat_changes_a_status(
    name: str, measure: Measure, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        status.change_status(
            measure=measure, version=1, change=change(), by=request.getfixturevalue(name)
        )

    assert not StatusUpdate.objects.exists()


def test_the_second_of_two_writers_is_refused_and_nothing_is_written(
    measure: Measure, secretary: User
) -> None:
    status.change_status(measure=measure, version=1, change=change(), by=secretary)

    with pytest.raises(rules.EditConflict):
        status.change_status(
            measure=measure, version=1, change=change(phase=Phase.PREPARING), by=secretary
        )

    assert measure.updates.count() == 1


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"explanation": "  "}, "explanation", "Schrijf waarom"),
        ({"explanation": "a" * 10_001}, "explanation", "heeft 10001 tekens"),
        ({"course": Course.BLOCKED}, "needed", "De koers is 'geblokkeerd'"),
        ({"phase": Phase.EMBEDDED}, "phase", "kan niet in één stap"),
        ({"phase": Phase.DELIVERED, "result_on": date(2026, 1, 1)}, "result", "wat het resultaat"),
        ({"phase": Phase.DELIVERED, "result": "Kader"}, "result_on", "Vul de datum"),
        ({"result_on": date(2099, 1, 1)}, "result_on", "ligt in de toekomst"),
        ({"result_on": date(25, 1, 1)}, "result_on", "ligt te ver terug"),
        (
            {
                "phase": Phase.NOT_STARTED,
                "course": Course.NOT_ASSESSED,
                "certainty": Certainty.NONE,
            },
            "phase",
            "gelijk gebleven",
        ),
    ],
)
def test_a_broken_rule_is_said_at_its_field(
    said: dict[str, Any], field: str, sentence: str, measure: Measure, secretary: User
) -> None:
    with pytest.raises(ValidationError) as error:
        status.change_status(measure=measure, version=1, change=change(**said), by=secretary)

    assert sentence in error.value.message_dict[field][0]
    assert not StatusUpdate.objects.exists()


def test_a_result_of_tomorrow_is_refused(measure: Measure, secretary: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    said = change(phase=Phase.DELIVERED, result="Kader", result_on=tomorrow)

    with pytest.raises(ValidationError, match="toekomst"):
        status.change_status(measure=measure, version=1, change=said, by=secretary)


@pytest.mark.parametrize("sql", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("model", [StatusUpdate, Entry])
def test_the_database_refuses_to_change_what_was_said(
    sql: str, model: type[StatusUpdate | Entry], measure: Measure, secretary: User
) -> None:
    status.change_status(measure=measure, version=1, change=change(), by=secretary)
    table = model._meta.db_table

    with connection.cursor() as cursor:
        # TRUNCATE would refuse for another reason while foreign keys wait to be checked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="only added"):
            cursor.execute(sql.format(table, "id", "id"))


def test_the_database_refuses_another_official_text(measure: Measure) -> None:
    measure.official_text = "Iets anders"

    with pytest.raises(DatabaseError, match="Cannot update rows"):
        measure.save()


def _form(measure: Measure, **differences: str) -> dict[str, str]:
    return {
        "version": str(measure.version),
        "phase": "underway",
        "course": "on_track",
        "certainty": "checked",
        "explanation": "Wij zijn begonnen.",
        **differences,
    }


def test_the_form_saves_and_shows_the_history(measure: Measure, secretary: User) -> None:
    client = Client()
    client.force_login(secretary)
    url = reverse("status_change", kwargs={"number": "3.01"})

    page = client.post(url, _form(measure), follow=True).content.decode()

    assert "De status van maatregel 3.01 is gewijzigd." in page
    assert "Wij zijn begonnen." in page
    assert "door Sanne Secretaris" in page


def test_a_form_without_a_version_is_refused(measure: Measure, secretary: User) -> None:
    client = Client()
    client.force_login(secretary)
    url = reverse("status_change", kwargs={"number": "3.01"})

    answer = client.post(url, _form(measure, version=""))

    assert answer.status_code == 422
    assert not StatusUpdate.objects.exists()


def test_a_late_form_gets_both_versions_and_keeps_its_text(
    measure: Measure, secretary: User
) -> None:
    client = Client()
    client.force_login(secretary)
    url = reverse("status_change", kwargs={"number": "3.01"})
    status.change_status(measure=measure, version=1, change=change(), by=secretary)

    answer = client.post(url, _form(measure, explanation="Mijn eigen woorden."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mijn eigen woorden." in page
    assert "Het handelingskader wordt geschreven." in page
    assert 'name="version" value="2"' in page


def test_script_tags_are_shown_as_text(measure: Measure, secretary: User) -> None:
    client = Client()
    client.force_login(secretary)
    url = reverse("status_change", kwargs={"number": "3.01"})

    page = client.post(
        url, _form(measure, explanation="<script>alert(1)</script>"), follow=True
    ).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_ten_thousand_characters_are_kept_whole(measure: Measure, secretary: User) -> None:
    client = Client()
    client.force_login(secretary)
    url = reverse("status_change", kwargs={"number": "3.01"})
    text = "x" * 10_000

    client.post(url, _form(measure, explanation=text))

    assert measure.updates.get().explanation == text


def test_too_long_a_text_comes_back_in_the_form(measure: Measure, secretary: User) -> None:
    client = Client()
    client.force_login(secretary)
    url = reverse("status_change", kwargs={"number": "3.01"})
    text = "y" * 10_001

    answer = client.post(url, _form(measure, explanation=text))

    assert answer.status_code == 422
    assert text in answer.content.decode()


@pytest.mark.parametrize("version", ["999", "0", "-1", "9" * 400])
def test_a_version_that_never_was_is_no_error(
    version: str, measure: Measure, secretary: User
) -> None:
    client = Client()
    client.force_login(secretary)
    url = reverse("status_change", kwargs={"number": "3.01"})

    answer = client.post(url, _form(measure, version=version, explanation="Mijn eigen woorden."))

    assert answer.status_code in {409, 422}
    assert "Mijn eigen woorden." in answer.content.decode()
