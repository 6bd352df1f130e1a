"""The list of measures as a file, on paper, and as a kept filter."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from measures.filters import MeasureFilter
from measures.models import Measure, SavedFilter
from measures.services import milestones, saved_filters
from offensief.accounts.models import User
from offensief.lib.refusals import NotAllowed
from tests.conftest import SignedIn
from tests.integration.test_pages import add_measures

SAVE = "/maatregelen/filters/"


def _csv(person: User, **query: str) -> list[dict[str, str]]:
    content = SignedIn(person).get("/maatregelen/export.csv", query).content
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def _plan(number: str, secretary: User) -> None:
    """Two milestones: one done, one moved."""
    measure = Measure.objects.get(number=number)
    for title, day in (("Eerste", date(2025, 3, 1)), ("Tweede", date(2026, 9, 1))):
        step = milestones.add_milestone(measure=measure, title=title, planned_on=day, by=secretary)
    milestones.move_milestone(
        milestone=step, version=1, to=date(2026, 12, 1), reason="Later.", by=secretary
    )
    milestones.complete_milestone(
        milestone=measure.milestones.get(title="Eerste"),
        version=1,
        done_on=date(2025, 3, 5),
        note="",
        by=secretary,
    )


def test_the_file_holds_exactly_what_is_filtered(secretary: User) -> None:
    lines = _csv(secretary, pijler="6", sorteer="-nummer")

    assert [line["Nummer"] for line in lines] == ["6.02", "6.01"]


def test_the_file_holds_only_what_this_person_may_see(aedes: User) -> None:
    assert len(_csv(aedes)) == 4


def test_the_file_tells_status_partners_and_planning(secretary: User) -> None:
    _plan("3.01", secretary)
    Measure.objects.filter(number="3.01").update(
        phase="underway", course="blocked", confirmed_on=date(2025, 11, 1)
    )

    (line,) = [line for line in _csv(secretary) if line["Nummer"] == "3.01"]

    assert line["Fase"] == "In uitvoering"
    assert line["Koers"] == "Geblokkeerd"
    assert line["Laatste opgave"] == "2025-11-01"
    assert line["Eerste mijlpaal"] == "2025-03-05"
    assert line["Volgende mijlpaal"] == "2026-12-01"
    assert line["Volgende mijlpaal eerst gepland"] == "2026-09-01"
    assert (line["Mijlpalen behaald"], line["Mijlpalen in totaal"]) == ("1", "2")
    assert line["Partners"]


def test_the_workbook_has_real_dates(secretary: User) -> None:
    Measure.objects.filter(number="6.01").update(confirmed_on=date(2025, 11, 1))

    content = SignedIn(secretary).get("/maatregelen/export.xlsx", {"pijler": "6"}).content
    sheet = load_workbook(BytesIO(content)).active

    assert sheet is not None
    rows: list[Any] = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("Nummer", "Titel")
    assert rows[1][10].date() == date(2025, 11, 1)
    assert len(rows) == 3


def test_the_file_of_an_earlier_day_tells_what_was_known_then(secretary: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Measure.objects.filter(number="6.01").update(phase="delivered")

    lines = _csv(secretary, pijler="6", peildatum=yesterday.isoformat())

    assert [line["Fase"] for line in lines] == ["Nog niet gestart"] * 2


def test_the_name_of_the_file_is_of_the_day(secretary: User) -> None:
    answer = SignedIn(secretary).get("/maatregelen/export.csv", {"peildatum": "2025-07-01"})

    assert answer["Content-Disposition"] == 'attachment; filename="maatregelen-2025-07-01.csv"'


@pytest.mark.parametrize("address", ["export.csv", "export.xlsx", "afdruk/"])
def test_a_day_that_is_none_gets_an_answer(address: str, secretary: User) -> None:
    answer = SignedIn(secretary).get(f"/maatregelen/{address}", {"peildatum": "\x00"})

    assert answer.status_code == 422


@pytest.mark.parametrize("address", ["export.csv", "export.xlsx", "afdruk/", ""])
@pytest.mark.parametrize("query", [{}, {"peildatum": "2025-11-01"}])
def test_the_number_of_queries_does_not_grow_with_the_measures(
    address: str, query: dict[str, str], secretary: User
) -> None:
    client = SignedIn(secretary)
    with CaptureQueriesContext(connection) as few:
        client.get(f"/maatregelen/{address}", query)
    add_measures(169)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/maatregelen/{address}", query)

    assert len(few) == len(many) <= 16


def test_the_sheet_shows_filter_day_and_every_measure(secretary: User) -> None:
    add_measures(60)

    text = SignedIn(secretary).get("/maatregelen/afdruk/", {"pijler": "1"}).content.decode()

    assert "pijler <strong>1" in text
    assert "Stand van" in text
    assert text.count('<th scope="row">') > 60


def test_the_sheet_of_an_earlier_day_says_so(secretary: User) -> None:
    query = {"peildatum": "2025-11-01"}

    text = SignedIn(secretary).get("/maatregelen/afdruk/", query).content.decode()

    assert "Zoals bekend op 1 november 2025." in text


@pytest.mark.parametrize("demo", [True, False])
def test_the_sheet_says_demo_only_in_the_demo(demo: bool, secretary: User) -> None:  # noqa: FBT001
    with override_settings(DEMO=demo):
        text = SignedIn(secretary).get("/maatregelen/afdruk/").content.decode()

    assert ("print-sheet__demo" in text) is demo


def _save(person: User, name: str, query: str) -> tuple[int, str]:
    form = {"filter-name": name, "filter-query": query}
    answer = SignedIn(person).post(SAVE, form, follow=True)
    return answer.status_code, answer.content.decode()


def test_a_kept_filter_is_a_link_above_the_list(aedes: User, police: User) -> None:
    code, text = _save(aedes, "  Mijn   pijler ", "pijler=1&page=2&onzin=x&woorden=a+b%26c&fase=")

    assert code == 200
    assert SavedFilter.objects.get().query == "pijler=1&woorden=a+b%26c"
    assert 'href="/maatregelen/?pijler=1&amp;woorden=a+b%26c">Mijn pijler</a>' in text
    assert "Mijn pijler" not in SignedIn(police).get("/maatregelen/").content.decode()


def test_a_kept_filter_can_be_removed_by_its_owner_only(aedes: User, police: User) -> None:
    saved = saved_filters.save_filter(name="Pijler 1", query="pijler=1", by=aedes)
    url = f"/maatregelen/filters/{saved.pk}/weg/"

    assert SignedIn(police).post(url).status_code == 404
    with pytest.raises(NotAllowed):
        saved_filters.remove_filter(saved=saved, by=police)
    assert SignedIn(aedes).post(url).status_code == 302
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        ("", "pijler=1", "Geef het filter een naam."),
        ("x" * 61, "pijler=1", "hoogstens 60 tekens"),
        ("Bestaat", "pijler=1", "U hebt al een filter met deze naam."),
        ("Leeg", "", "Kies eerst een filter"),
        ("Leeg", "onzin=1&page=2", "Kies eerst een filter"),
        ("Lang", f"woorden={'x' * 1500}", "te lang"),
        ("Lang", "x" * 30_000, "Kies eerst een filter"),
        ("a\x00b", "pijler=1", "Null-tekens"),
        ("Nul", "pijler=\x00", "Null-tekens"),
    ],
)
def test_a_filter_that_cannot_be_kept_says_why(
    name: str, query: str, sentence: str, aedes: User
) -> None:
    saved_filters.save_filter(name="Bestaat", query="pijler=2", by=aedes)

    code, text = _save(aedes, name, query)

    assert code == 422
    assert sentence in text
    assert SavedFilter.objects.count() == 1


def test_a_refused_filter_still_shows_the_choices(aedes: User) -> None:
    _, text = _save(aedes, "", "woorden=clausule&peildatum=onzin")

    assert 'value="clausule"' in text


def test_nobody_keeps_more_filters_than_fit(aedes: User) -> None:
    for n in range(saved_filters.MOST):
        saved_filters.save_filter(name=str(n), query="pijler=2", by=aedes)

    assert "Verwijder er eerst een." in _save(aedes, "Nog een", "pijler=1")[1]


def test_an_outsider_keeps_no_filter(outsider: User) -> None:
    with pytest.raises(NotAllowed):
        saved_filters.save_filter(name="x", query="pijler=1", by=outsider)


def test_the_parameters_are_those_of_the_filter() -> None:
    assert {*MeasureFilter.base_filters, "peildatum"} == saved_filters.PARAMETERS
