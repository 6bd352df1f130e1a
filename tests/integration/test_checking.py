"""Contradictions are kept, explained, gone and back; whose figures are hidden, they are too."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidents import tasks
from incidents.models import (
    Audience,
    Discrepancy,
    DiscrepancyNote,
    DiscrepancyState,
    Observation,
    PrintedShare,
    ReleaseKind,
    SeenBy,
    Severity,
    Sighting,
)
from incidents.selectors.contradictions import (
    contradiction,
    contradictions,
    sums_that_differ,
    told_to_parliament,
)
from incidents.services import checking
from incidents.services.checking import Checked
from incidents.sight import Sight
from offensief.accounts.models import Role, User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed
from tests.conftest import SignedIn, make_person
from tests.deliveries import HALF_YEAR, contradiction_that_says, explain_all, read, release
from tests.integration.threads import at_once

# Its types make 620, and Rotterdam counts more than the country.
WRONG = HALF_YEAR.replace("woning;400", "woning;420").replace("totaal;120", "totaal;601")


@pytest.fixture
def owner(db: None) -> User:
    """Delivers figures."""
    return make_person("lfct@test.example", "Lotte Cijfer", Role.FIGURES_OWNER)


@pytest.fixture
def line_798(db: None) -> Discrepancy:
    """72%, 16% and 9% do not fit 1543."""
    return contradiction_that_says("1.293 tot en met 1.310")


def state(discrepancy: Discrepancy) -> DiscrepancyState:
    """How it stands now, for who checks deliveries."""
    row = contradiction(discrepancy.pk, Sight.everything())
    assert row is not None
    return row.state


def lose(discrepancy: Discrepancy) -> None:
    """As if a check no longer found it."""
    Sighting.objects.filter(discrepancy=discrepancy).update(gone_at=timezone.now())


def test_loading_finds_the_contradictions_once_and_tells_the_trail(db: None) -> None:
    found = Discrepancy.objects.count()

    assert found == 20
    assert Entry.objects.filter(action="tegenstrijdigheid gevonden").count() == found
    assert checking.check_store() == Checked(0, 0, 0)


def test_the_percentages_of_the_plan_are_loaded_once(db: None) -> None:
    call_command("load_figures", stdout=StringIO())

    assert PrintedShare.objects.count() == 8


def test_an_offered_delivery_shows_its_contradictions_with_the_figures(owner: User) -> None:
    upload = read(WRONG, owner)

    sums, parts = upload.outcome["findings"]
    assert "tellen de soorten op tot 620, en het totaal is 600." in sums["text"]
    assert parts["text"].startswith("Rotterdam, januari t/m juni 2026: 601.")
    assert sums["needs_explanation"]
    assert [cell["object_label"] for cell in sums["cells"]] == [
        "Totaal",
        "Woning",
        "Bedrijf",
        "Voertuig",
        "Infrastructuur",
        "Overige",
    ]


def test_the_desk_shows_the_figures_side_by_side(owner: User) -> None:
    page = SignedIn(owner).get(read(WRONG, owner).get_absolute_url()).content.decode()

    assert "Wat opvalt: nog 2 keer uitleg nodig" in page
    assert "De cijfers naast elkaar" in page
    assert "regel 2" in page


def test_a_sound_delivery_has_nothing_to_explain(owner: User) -> None:
    assert read(HALF_YEAR, owner).outcome["findings"] == []


def test_a_release_is_checked_at_once(owner: User, head: User) -> None:
    upload = read(WRONG, owner)
    explain_all(upload, owner)

    release(upload, head)

    found = Discrepancy.objects.get(check_key="types_that_do_not_add_up")
    assert {sighting.severity for sighting in found.sightings.all()} == {Severity.FAULT}
    assert sums_that_differ(date(2026, 12, 31), Sight.desk(timezone.now())) == []


def test_a_year_that_does_not_add_up_stops_an_edition(owner: User, head: User) -> None:
    upload = read(WRONG.replace("2026-H1", "2025"), owner)
    explain_all(upload, owner)
    release(upload, head)

    (sentence,) = sums_that_differ(date(2026, 12, 31), Sight.parliament(timezone.now()))

    assert "tellen de soorten op tot 620, en het totaal is 600." in sentence


def test_a_correction_makes_a_contradiction_go_and_keeps_its_notes(owner: User, head: User) -> None:
    upload = read(WRONG, owner)
    explain_all(upload, owner)
    first = release(upload, head)
    found = Discrepancy.objects.get(check_key="types_that_do_not_add_up")
    checking.explain(discrepancy=found, text="Typfout.", is_explained=True, by=owner)

    better = read(
        HALF_YEAR,
        owner,
        known_on=date(2026, 8, 1),
        kind=ReleaseKind.CORRECTION,
        reason="Typfout hersteld.",
        supersedes=first,
    )
    explain_all(better, owner)
    release(better, head)

    assert state(found) == DiscrepancyState.GONE
    assert found.notes.count() == 1
    assert Entry.objects.filter(action="tegenstrijdigheid niet meer gevonden").exists()


def test_a_correction_of_the_same_day_is_not_held_against_what_it_corrects(
    owner: User, head: User
) -> None:
    upload = read(HALF_YEAR, owner)
    first = release(upload, head)
    better = HALF_YEAR.replace("totaal;600", "totaal;601").replace("overige;15", "overige;16")

    again = read(better, owner, title="Nog een")
    correction = read(
        better + "\n",
        owner,
        kind=ReleaseKind.CORRECTION,
        reason="Een gemist.",
        supersedes=first,
    )

    assert {found["kind"] for found in again.outcome["findings"]} == {"cells_with_two_values"}
    assert correction.outcome["findings"] == []


def test_what_went_after_the_day_of_an_edition_is_still_told(line_798: Discrepancy) -> None:
    lose(line_798)
    today = timezone.localdate()
    sight = Sight.parliament(timezone.now())

    def told(day: date) -> bool:
        return line_798 in [row.discrepancy for row in told_to_parliament(day, sight)]

    assert told(today - timedelta(days=1))
    assert not told(today)


def test_one_that_comes_back_is_the_same_one(line_798: Discrepancy) -> None:
    lose(line_798)

    assert checking.check_store() == Checked(0, 0, 1)
    assert state(line_798) == DiscrepancyState.OPEN


def test_two_checks_at_the_same_time_find_everything_once(db: None) -> None:
    before = Discrepancy.objects.count()

    found = at_once(2, checking.check_store)

    assert found == [Checked(0, 0, 0)] * 2
    assert Discrepancy.objects.count() == before


def test_the_daily_task_checks_the_store(db: None) -> None:
    Discrepancy.objects.all().delete()

    tasks.check_store()

    assert Discrepancy.objects.count() == 20


def test_the_last_note_decides(line_798: Discrepancy, owner: User, secretary: User) -> None:
    checking.explain(discrepancy=line_798, text="Eerdere stand.", is_explained=True, by=owner)
    assert state(line_798) == DiscrepancyState.EXPLAINED

    checking.explain(discrepancy=line_798, text="Toch niet.", is_explained=False, by=secretary)
    assert state(line_798) == DiscrepancyState.OPEN


@pytest.mark.parametrize("who", ["head", "reader", "police", "outsider"])
def test_only_the_secretariat_and_figures_owners_explain(
    who: str, line_798: Discrepancy, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        checking.explain(
            discrepancy=line_798, text="x", is_explained=True, by=request.getfixturevalue(who)
        )

    assert not DiscrepancyNote.objects.exists()


def test_an_empty_explanation_is_refused(line_798: Discrepancy, owner: User) -> None:
    with pytest.raises(ValidationError, match="Schrijf wat er aan de hand is"):
        checking.explain(discrepancy=line_798, text=" \u200b", is_explained=True, by=owner)


def test_what_is_only_for_the_desk_is_not_for_readers(
    owner: User, head: User, reader: User
) -> None:
    upload = read(WRONG, owner)
    explain_all(upload, owner)
    release(upload, head, opened_for={"unit": Audience.PUBLIC})
    url = Discrepancy.objects.get(check_key="types_that_do_not_add_up").get_absolute_url()

    assert SignedIn(head).get(url).status_code == 200
    assert SignedIn(reader).get(url).status_code == 404
    assert url not in SignedIn(reader).get(reverse("discrepancies")).content.decode()


def test_a_hidden_figure_hides_its_contradictions(line_798: Discrepancy) -> None:
    homes = Observation.objects.get(value=937)
    assert homes.pk in {cell["observation"] for cell in line_798.cells}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO incidents_hiddenfigure (observation_id, reason) VALUES (%s, 'small')",
            [homes.pk],
        )
    now = timezone.now()

    public = [row.discrepancy for row in contradictions(Sight.public(now))]

    assert line_798 not in public
    assert line_798 in [row.discrepancy for row in contradictions(Sight.desk(now))]


def test_the_list_can_be_filtered_by_state(line_798: Discrepancy, owner: User) -> None:
    checking.explain(discrepancy=line_798, text="Eerdere stand.", is_explained=True, by=owner)
    client, url = SignedIn(owner), reverse("discrepancies")

    explained = client.get(url, {"stand": "explained"}).content.decode()
    opened = client.get(url, {"stand": "open"}).content.decode()

    assert "1 gevonden" in explained
    assert line_798.get_absolute_url() in explained
    assert "19 gevonden" in opened
    assert line_798.get_absolute_url() not in opened
    assert "20 gevonden" in client.get(url, {"stand": "onzin"}).content.decode()


def test_the_page_shows_figures_lines_and_notes_and_takes_an_explanation(
    line_798: Discrepancy, secretary: User
) -> None:
    client = SignedIn(secretary)

    sent = client.post(
        reverse("discrepancy_explain", kwargs={"pk": line_798.pk}),
        {"text": "De bijlage is van een eerdere stand.", "is_explained": "yes"},
    )
    page = client.get(line_798.get_absolute_url()).content.decode()

    assert sent.status_code == 302
    assert "Actieplan, regel 798" in page
    assert "De bijlage is van een eerdere stand." in page
    assert "Sanne Secretaris" in page
    assert "Verklaard" in page


def test_a_form_without_a_choice_comes_back_with_the_text(
    line_798: Discrepancy, secretary: User
) -> None:
    sent = SignedIn(secretary).post(
        reverse("discrepancy_explain", kwargs={"pk": line_798.pk}), {"text": "Half af"}
    )

    assert sent.status_code == 422
    assert "Kies of het hiermee is verklaard." in sent.content.decode()
    assert "Half af" in sent.content.decode()


def test_readers_see_no_form(line_798: Discrepancy, reader: User) -> None:
    page = SignedIn(reader).get(line_798.get_absolute_url()).content.decode()

    assert "1.293 tot en met 1.310" in page
    assert "Uitleg bewaren" not in page


def test_the_list_asks_as_often_however_many_there_are(owner: User) -> None:
    client, url = SignedIn(owner), reverse("discrepancies")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    few = asked()
    cells = Discrepancy.objects.earliest("pk").cells
    more = Discrepancy.objects.bulk_create(
        Discrepancy(check_key="missing_origin", fingerprint=f"{n:064}", cells=cells)
        for n in range(40)
    )
    Sighting.objects.bulk_create(
        Sighting(discrepancy=found, seen_by=SeenBy.EVERYTHING, severity="notice", sentence="Nog.")
        for found in more
    )

    assert asked() == few


def test_the_trail_names_a_contradiction_without_its_figures(secretary: User) -> None:
    """An administrator reads the trail, and may see no figure under embargo."""
    checking.check_store()
    found = Discrepancy.objects.latest("pk")
    checking.explain(discrepancy=found, text="Was 777.", is_explained=True, by=secretary)

    entries = Entry.objects.filter(object_type="incidents.discrepancy")

    assert entries.count() > 1
    assert {re.sub(r"\d+", "N", entry.object_label) for entry in entries} == {"Tegenstrijdigheid N"}
    assert not any("777" in f"{entry.reason}{entry.after}" for entry in entries)
