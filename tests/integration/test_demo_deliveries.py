"""DEMO deliveries: there for a demonstration, and never among real figures."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from incidents.models import (
    Clearance,
    Definition,
    HiddenFigure,
    Observation,
    Release,
    Target,
    Upload,
)
from incidents.selectors import hindsight
from incidents.selectors.contradictions import sums_that_differ
from incidents.selectors.questions import questions
from incidents.services import demo
from incidents.sight import Sight
from offensief.accounts.models import Role, User
from offensief.audit.models import Entry
from reports.canonical import canonical_text
from reports.content.figures import figures_document
from reports.content.provenance import Provenance
from tests.conftest import SignedIn, make_person
from tests.deliveries import HALF_YEAR, offer, read, release

# Stands in no real figure, so wherever it is seen a made-up one is shown.
TELLTALE = 987_654
FILE = f"""gebied;soort gebied;periode;object;aantal
NL;land;2024;totaal;{TELLTALE}
NL;land;2025;totaal;{TELLTALE}
NL;land;2025-H1;totaal;{TELLTALE}
NL;land;2025;woning;{TELLTALE}
Rotterdam;politie-eenheid;2024;totaal;{TELLTALE}
Rotterdam;politie-eenheid;2025;totaal;{TELLTALE}
Rotterdam;gemeente;2025;totaal;{TELLTALE}
"""
PAGES = [
    "/",
    "/doel/2025/",
    "/gebieden/",
    "/gebieden/PE-ROTTERDAM/",
    "/gebieden/GM0599/",
    "/toen-en-nu/",
    "/dashboard/",
]


@pytest.fixture
def owner(db: None) -> User:
    return make_person("lfct@test.example", "Lotte Cijfer", Role.FIGURES_OWNER)


@pytest.fixture
def made_up(owner: User, head: User) -> Release:
    """A made-up delivery about the very cells that pages show, open for everybody."""
    definition = demo.make_definition(by=owner)
    upload = read(
        FILE, owner, title="DEMO: proef", definition=definition, known_on=date(2026, 2, 1)
    )
    return release(upload, head)


@pytest.fixture
def pair(owner: User, head: User) -> demo.Pair:
    return demo.Pair(offers=owner, releases=head)


def test_the_command_refuses_outside_a_demo(db: None) -> None:
    with override_settings(DEMO=False), pytest.raises(CommandError, match="alleen met DEBUG=1"):
        call_command("make_demo_deliveries")


def test_the_command_asks_for_the_people_of_the_demo(db: None) -> None:
    with override_settings(DEMO=True), pytest.raises(CommandError, match="demo_people"):
        call_command("make_demo_deliveries")


def test_the_history_is_made_once_and_hides_small_numbers(db: None) -> None:
    said = StringIO()
    with override_settings(DEMO=True):
        call_command("demo_people", stdout=StringIO())
        for _ in range(2):
            call_command("make_demo_deliveries", stdout=said)

    made = Release.objects.filter(is_demo=True)
    assert said.getvalue().splitlines() == [
        "DEMO: 7 verzonnen leveringen nieuw.",
        "DEMO: 0 verzonnen leveringen nieuw.",
    ]
    assert [r.title[:6] for r in made] == ["DEMO: "] * 7
    assert Upload.objects.filter(release__in=made, state="released").count() == 7
    assert Clearance.objects.filter(release__in=made, audience="public").count() == 6 * 3 + 5
    small = Observation.objects.filter(
        release__in=made, area__level="municipality", value__range=(1, 4)
    )
    assert small.exists()
    assert small.count() == HiddenFigure.objects.filter(observation__in=small).count()


def test_a_delivery_on_a_scale_is_a_demo_delivery_and_in_the_trail(pair: demo.Pair) -> None:
    with override_settings(DEMO=True):
        call_command("demo_people", stdout=StringIO())
        call_command("make_demo_deliveries", "--scale", "--rows", "45000", stdout=StringIO())

    made = Release.objects.get(is_demo=True)
    # More than two of the streams that a delivery is written in.
    assert made.observations.count() == 45_000
    assert set(made.observations.values_list("definition__code", flat=True)) == {"DEMO"}
    assert Entry.objects.filter(object_id=made.code, action="levering geladen").exists()


def test_the_definition_is_made_once_and_told_to_the_trail(owner: User) -> None:
    definition = demo.make_definition(by=owner)

    assert demo.make_definition(by=owner) == definition
    assert definition.name == "DEMO: verzonnen aanslagen"
    assert definition.is_demo
    assert Entry.objects.filter(object_id="DEMO", action="definitie gemaakt").count() == 1


@pytest.mark.parametrize("address", PAGES)
def test_no_page_shows_a_made_up_figure(address: str, made_up: Release, head: User) -> None:
    answer = SignedIn(head).get(address)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert str(TELLTALE) not in page
    assert "987.654" not in page


def test_the_api_never_has_a_made_up_figure(made_up: Release) -> None:
    with override_settings(DEMO=True):
        answer = Client().get(reverse("api-cijfer-list"), {"paginagrootte": 500})

    assert answer.status_code == 200
    assert '"definitie":"A"' in answer.content.decode()
    assert "DEMO" not in answer.content.decode()
    assert str(TELLTALE) not in answer.content.decode()


@pytest.mark.parametrize("sight", [Sight.public, Sight.parliament, Sight.partners, Sight.desk])
def test_what_dashboards_and_editions_are_made_of_has_none(sight: object, made_up: Release) -> None:
    eyes = sight(timezone.now())  # type: ignore[operator]
    today = timezone.localdate()

    document = figures_document(today, eyes, provenance=Provenance())
    asked = questions(today, eyes)
    said = hindsight.histories(eyes)

    assert str(TELLTALE) not in canonical_text(document)
    assert str(TELLTALE) not in repr(asked)
    assert TELLTALE not in {s.value for cell in said for s in cell.said}
    assert not sums_that_differ(today, eyes)


def test_only_who_names_the_definition_gets_made_up_figures(made_up: Release) -> None:
    sight, today = Sight.desk(timezone.now()), timezone.localdate()

    unnamed = Observation.objects.as_of(today, sight)
    named = Observation.objects.as_of(today, sight, definition__code="DEMO")

    assert not unnamed.filter(release__is_demo=True)
    assert named.count() == 7


def test_the_workbench_shows_them_only_in_a_demo(made_up: Release, head: User) -> None:
    address = "/cijfers/werkbank/?definitie=DEMO"

    with override_settings(DEMO=True):
        shown = SignedIn(head).get(address)
    refused = SignedIn(head).get(address)

    assert "DEMO: deze cijfers zijn verzonnen" in shown.content.decode()
    assert refused.status_code == 404


def test_pictures_and_files_of_the_workbench_say_demo(owner: User, head: User) -> None:
    definition = demo.make_definition(by=owner)
    weeks = "".join(f"NL;2025-W{week:02};{20 + week % 5}\n" for week in range(1, 20))
    upload = read(f"gebied;periode;aantal\n{weeks}", owner, definition=definition)
    release(upload, head)
    address = "/cijfers/werkbank/?definitie=DEMO"

    with override_settings(DEMO=True):
        page = SignedIn(head).get(address).content.decode()
        file = SignedIn(head).get(f"{address}&csv=schommeling").content.decode()

    assert "DEMO: Gewone en ongewone weken" in page
    assert "DEMO: Gewone en ongewone weken" in file
    assert "DEMO: verzonnen cijfers." in file


def _copied(figure: Observation, **changes: object) -> Observation:
    figure.pk = None
    for name, value in changes.items():
        setattr(figure, name, value)
    return figure


def test_the_database_keeps_a_real_figure_out_of_a_demo_delivery(made_up: Release) -> None:
    real = Observation.objects.filter(definition__code="A").latest("pk")

    with transaction.atomic(), pytest.raises(DatabaseError, match="DEMO delivery counts"):
        _copied(real, release=made_up).save(force_insert=True)


def test_the_database_keeps_a_made_up_figure_out_of_a_real_delivery(made_up: Release) -> None:
    figure = made_up.observations.latest("pk")
    real = Release.objects.filter(is_demo=False).latest("pk")

    with transaction.atomic(), pytest.raises(DatabaseError, match="DEMO delivery counts"):
        _copied(figure, release=real).save(force_insert=True)


def test_the_database_refuses_a_target_against_a_made_up_figure(made_up: Release) -> None:
    figure = made_up.observations.latest("pk")
    target = Target(year=2031, baseline=figure, reduction_percent=10, locator="proef")

    with transaction.atomic(), pytest.raises(DatabaseError, match="never set against a DEMO"):
        target.save(force_insert=True)


@pytest.mark.parametrize("code", ["DEMO", "A"])
def test_the_database_keeps_a_definition_what_it_is(code: str, made_up: Release) -> None:
    found = Definition.objects.get(code=code)
    found.is_demo = not found.is_demo

    with transaction.atomic(), pytest.raises(DatabaseError, match="stays one"):
        found.save()


def test_the_database_refuses_a_real_delivery_after_a_made_up_one(made_up: Release) -> None:
    real = Release.objects.filter(is_demo=False).latest("pk")
    real.pk, real.code, real.supersedes = None, "na-demo", made_up

    with transaction.atomic(), pytest.raises(DatabaseError, match="follows a DEMO delivery only"):
        real.save(force_insert=True)


def test_the_desk_refuses_a_real_delivery_after_a_made_up_one(
    made_up: Release, owner: User
) -> None:
    with pytest.raises(ValidationError) as refusal:
        offer(HALF_YEAR, owner, supersedes=made_up, kind="update")

    assert "volgen elkaar nooit op" in refusal.value.message_dict["supersedes"][0]


def test_a_real_file_that_names_the_demo_definition_is_refused(
    made_up: Release, owner: User
) -> None:
    text = "gebied;periode;definitie;aantal\nNL;2025;DEMO;12\n"

    upload = read(text, owner)

    assert upload.state == "faulty"
    assert "'DEMO' is niet bekend" in upload.outcome["faults"][0][2]


def test_a_made_up_file_that_names_a_real_definition_is_refused(
    made_up: Release, owner: User
) -> None:
    definition = Definition.objects.get(code="DEMO")
    text = "gebied;periode;definitie;aantal\nNL;2025;A;12\n"

    upload = read(text, owner, definition=definition)

    assert upload.state == "faulty"
    assert "'A' is niet bekend" in upload.outcome["faults"][0][2]


def test_a_made_up_delivery_is_marked_in_the_list_of_deliveries(
    made_up: Release, head: User
) -> None:
    page = SignedIn(head).get(reverse("releases")).content.decode()

    assert "DEMO: proef</a> (DEMO)" in page
