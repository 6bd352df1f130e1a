"""Changing many measures on one page: all that was changed, or nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.models import Measure, StatusUpdate
from measures.services import bulk, status
from measures.services.status import StatusChange
from measures.statuses import Course, Phase
from offensief.accounts.models import Role, User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed
from tests.conftest import SignedIn, make_person
from tests.integration.test_pages import add_measures

URL = "/maatregelen/bewerken/"


@pytest.fixture
def other_secretary(db: None) -> User:
    """Works at the same time."""
    return make_person("tweede@test.example", "Tara Tweede", Role.SECRETARY)


def _rows(*numbers: str, **typed: dict[str, str]) -> dict[str, str]:
    """What a browser sends of these rows; `typed` by number with an underscore: m3_01={...}."""
    form: dict[str, str] = {}
    for measure in Measure.objects.filter(number__in=numbers):
        shown = {name: getattr(measure, name) for name in ("phase", "course", "certainty")}
        row = {
            "seen": " ".join([str(measure.version), *shown.values()]),
            **shown,
            "explanation": "",
            "needed": "",
            **typed.get("m" + measure.number.replace(".", "_"), {}),
        }
        form |= {f"{measure.number}-{name}": value for name, value in row.items()}
    return form


GOOD = {
    "phase": "underway",
    "course": "on_track",
    "certainty": "checked",
    "explanation": "Wij zijn begonnen.",
}


def test_only_rows_that_were_changed_are_written(secretary: User) -> None:
    answer = SignedIn(secretary).post(URL, _rows("3.01", "3.02", "3.03", m3_01=GOOD), follow=True)

    assert "1 maatregel is gewijzigd." in answer.content.decode()
    assert [u.measure.number for u in StatusUpdate.objects.all()] == ["3.01"]
    assert Entry.objects.filter(action="status gewijzigd").count() == 1
    assert Measure.objects.get(number="3.02").version == 1


def test_several_rows_are_written_in_one_go(secretary: User) -> None:
    SignedIn(secretary).post(URL, _rows("3.01", "3.02", m3_01=GOOD, m3_02=GOOD))

    assert set(Measure.objects.filter(phase="underway").values_list("number", flat=True)) == {
        "3.01",
        "3.02",
    }


def test_one_wrong_row_keeps_all_from_being_written_and_every_fault_is_told(
    secretary: User,
) -> None:
    sent = _rows(
        "3.01",
        "3.02",
        "3.03",
        m3_01={**GOOD, "explanation": "Mijn goede tekst."},
        m3_02={**GOOD, "explanation": "", "course": "blocked"},
        m3_03={**GOOD, "phase": "embedded"},
    )

    answer = SignedIn(secretary).post(URL, sent)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert not StatusUpdate.objects.exists()
    assert 'href="#id_3.02-explanation">3.02, toelichting: Schrijf waarom' in text
    assert 'href="#id_3.02-needed">3.02, wat is er nodig?: De koers is' in text
    assert 'href="#id_3.03-phase">3.03, fase: Van' in text
    assert "Mijn goede tekst." in text


def test_a_row_that_somebody_else_changed_says_what_it_is_now(
    secretary: User, other_secretary: User
) -> None:
    sent = _rows("3.01", "3.02", m3_01={**GOOD, "explanation": "Mijn tekst."}, m3_02=GOOD)
    measure = Measure.objects.get(number="3.01")
    change = StatusChange(
        phase=Phase.PREPARING,
        course=Course.DELAYED,
        explanation="Eerst dit.",
        needed="Geld.",
    )
    status.change_status(measure=measure, version=1, change=change, by=other_secretary)

    answer = SignedIn(secretary).post(URL, sent)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Tara Tweede wijzigde deze maatregel intussen." in text
    assert "&#x27;vertraagd&#x27;" in text
    assert "Mijn tekst." in text
    assert 'value="2 preparing delayed checked"' in text
    assert StatusUpdate.objects.count() == 1


def test_sending_again_after_a_conflict_never_sets_back_what_was_not_touched(
    secretary: User, other_secretary: User
) -> None:
    typed = {"course": "on_track", "certainty": "checked", "explanation": "Mijn tekst."}
    sent = _rows("3.01", m3_01=typed)
    change = StatusChange(phase=Phase.PREPARING, course=Course.ON_TRACK, explanation="Eerst dit.")
    measure = Measure.objects.get(number="3.01")
    status.change_status(measure=measure, version=1, change=change, by=other_secretary)

    page = SignedIn(secretary).post(URL, sent)

    row = page.context["table"].rows[0]
    assert row["phase"].value() == "preparing"
    assert row["course"].value() == "on_track"


def test_a_row_that_was_only_looked_at_is_no_conflict(
    secretary: User, other_secretary: User
) -> None:
    sent = _rows("3.01", "3.02", m3_02=GOOD)
    change = StatusChange(phase=Phase.PREPARING, course=Course.ON_TRACK, explanation="Eerst dit.")
    measure = Measure.objects.get(number="3.01")
    status.change_status(measure=measure, version=1, change=change, by=other_secretary)

    SignedIn(secretary).post(URL, sent)

    assert Measure.objects.get(number="3.01").phase == "preparing"
    assert Measure.objects.get(number="3.02").phase == "underway"


def test_a_writer_between_check_and_lock_is_still_a_conflict(secretary: User) -> None:
    measure = Measure.objects.get(number="3.01")
    change = StatusChange(phase=Phase.UNDERWAY, course=Course.ON_TRACK, explanation="Begonnen.")
    row = bulk.RowChange(measure=measure, version=1, change=change)
    status.change_status(measure=measure, version=1, change=change, by=secretary)

    with pytest.raises(bulk.RowsRefused) as refusal:
        bulk.change_many(changes=[row], by=secretary)

    assert refusal.value.conflicts == {"3.01"}


@pytest.mark.parametrize("name", ["police", "reader", "head", "outsider"])
def test_only_the_secretariat_changes_many(name: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(name)

    with pytest.raises(NotAllowed):
        bulk.change_many(changes=[], by=person)


def test_a_result_is_asked_on_the_page_of_the_measure(secretary: User) -> None:
    typed = {**GOOD, "phase": "delivered", "certainty": "evidenced"}

    text = SignedIn(secretary).post(URL, _rows("3.01", m3_01=typed)).content.decode()

    assert "hoort een resultaat met datum en vindplaats" in text
    assert "hoort een vindplaats. Wijzig deze maatregel op zijn eigen pagina." in text


def test_nothing_changed_is_said(secretary: User) -> None:
    answer = SignedIn(secretary).post(URL, _rows("3.01"), follow=True)

    assert "U had niets gewijzigd." in answer.content.decode()
    assert not StatusUpdate.objects.exists()


def test_the_address_chooses_the_rows_and_stays(secretary: User) -> None:
    client = SignedIn(secretary)

    page = client.get(URL, {"pijler": "6"})
    sent = client.post(f"{URL}?pijler=6", _rows("6.01"))

    assert [row.measure.number for row in page.context["table"].rows] == ["6.01", "6.02"]
    assert "pijler <strong>" in page.content.decode()
    assert sent["Location"] == f"{URL}?pijler=6"


def test_a_measure_that_ended_is_no_row(secretary: User) -> None:
    Measure.objects.filter(number="6.01").update(decision="lapsed")

    page = SignedIn(secretary).get(URL, {"pijler": "6"})

    assert [row.measure.number for row in page.context["table"].rows] == ["6.02"]
    assert "Niet getoond: 1 maatregel die niet meer loopt." in page.content.decode()


def test_more_than_a_hundred_rows_are_cut_off_and_that_is_said(secretary: User) -> None:
    add_measures(120)

    page = SignedIn(secretary).get(URL)

    assert len(page.context["table"].rows) == 100
    assert "U ziet de eerste 100." in page.content.decode()


def test_a_hundred_rows_can_be_sent(secretary: User) -> None:
    add_measures(100)
    numbers = Measure.objects.values_list("number", flat=True)[:100]
    sent = _rows(*numbers, m3_01=GOOD)

    assert SignedIn(secretary).post(URL, sent).status_code == 302


def test_the_number_of_queries_does_not_grow_with_the_rows(secretary: User) -> None:
    client = SignedIn(secretary)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    add_measures(60)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)

    assert len(few) == len(many) <= 12


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("seen", "", 422),
        ("seen", "x\x00", 422),
        ("seen", "1 a b", 422),
        ("seen", "999 not_started not_assessed none", 409),
        ("phase", "bestaat-niet", 422),
        ("phase", "\x00", 422),
        ("course", "x" * 3000, 422),
        ("certainty", "", 422),
        ("explanation", "\x00", 422),
        ("explanation", "x" * 10_001, 422),
        ("needed", "<script>alert(1)</script>\x00", 422),
    ],
)
def test_nonsense_in_a_row_comes_back_with_its_fault(
    field: str, value: str, code: int, secretary: User
) -> None:
    sent = _rows("3.01", m3_01={**GOOD, field: value})

    answer = SignedIn(secretary).post(URL, sent)

    assert answer.status_code == code
    assert "<script>alert" not in answer.content.decode()
    assert not StatusUpdate.objects.exists()


@pytest.mark.parametrize("number", ["9.99", "1.01\x00", "'", "../1"])
def test_rows_of_measures_that_do_not_exist_are_left_out(number: str, secretary: User) -> None:
    sent: dict[str, Any] = {f"{number}-seen": "1 a b c", f"{number}-phase": "underway"}

    assert SignedIn(secretary).post(URL, sent).status_code == 302


def test_the_list_leads_to_this_page_for_the_secretariat_only(
    secretary: User, reader: User
) -> None:
    link = f'href="{reverse("bulk_edit")}?pijler=1"'
    pages = [SignedIn(p).get("/maatregelen/", {"pijler": "1"}) for p in (secretary, reader)]

    assert [link in page.content.decode() for page in pages] == [True, False]
