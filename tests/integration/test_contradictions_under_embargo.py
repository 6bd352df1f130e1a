"""What somebody sees of contradictions follows from the figures that person may see."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents import tasks
from incidents.models import Audience, Discrepancy, DiscrepancyState
from incidents.selectors.contradictions import contradictions, told_to_parliament
from incidents.services import checking
from incidents.sight import Sight
from offensief.accounts.models import Role, User
from offensief.audit.models import Entry
from tests.conftest import SignedIn, make_person
from tests.deliveries import HALF_YEAR, contradiction_that_says, explain_all, read, release

# Beside 1543, of which the shares of line 798 are no part, a total of which they are.
OTHER_YEARS = """gebied;soort gebied;periode;object;aantal
Nederland;land;2024;totaal;1300
Nederland;land;2025;totaal;888
"""
# Its types make 620, and not 600.
WRONG = HALF_YEAR.replace("woning;400", "woning;420")
GONE = "Niet meer gevonden"
VIEWS: tuple[Callable[[datetime], Sight], ...] = (Sight.public, Sight.partners, Sight.parliament)


@pytest.fixture
def line_798(db: None) -> Discrepancy:
    """72%, 16% and 9% do not fit 1543."""
    return contradiction_that_says("1.293 tot en met 1.310")


@pytest.fixture
def embargo(figures_owner: User, head: User) -> datetime:
    """Another total of 2024, of which nobody outside the desk knows until tomorrow."""
    return deliver(figures_owner, head, {"country": Audience.PUBLIC})


def deliver(owner: User, head: User, opened_for: dict[str, Audience], *, days: int = 1) -> datetime:
    """Offered, explained and released, under embargo when there are days; gives its end."""
    until = timezone.now() + timedelta(days=days)
    upload = read(OTHER_YEARS, owner, title="Geheime levering")
    explain_all(upload, owner)
    release(upload, head, opened_for=opened_for, embargo_until=until if days else None)
    return until


def states(sight: Sight) -> dict[int, tuple[DiscrepancyState, str]]:
    """What somebody sees, as it stands."""
    return {row.discrepancy.pk: (row.state, row.sentence) for row in contradictions(sight)}


def test_an_embargo_changes_nothing_for_who_may_not_see_the_figures(
    line_798: Discrepancy, figures_owner: User, head: User
) -> None:
    before = [states(view(timezone.now())) for view in VIEWS]

    deliver(figures_owner, head, {"country": Audience.PUBLIC})

    assert [states(view(timezone.now())) for view in VIEWS] == before
    assert states(Sight.everything())[line_798.pk][0] == DiscrepancyState.GONE


@pytest.mark.usefixtures("embargo")
def test_pages_of_a_reader_say_nothing_of_the_embargo(
    line_798: Discrepancy, reader: User, head: User
) -> None:
    client = SignedIn(reader)

    listed = client.get(reverse("discrepancies")).content.decode()
    chosen = client.get(reverse("discrepancies"), {"stand": "gone"}).content.decode()
    page = client.get(line_798.get_absolute_url()).content.decode()

    assert line_798.get_absolute_url() in listed
    assert "0 gevonden" in chosen
    assert GONE not in page
    assert "Geheime levering" not in listed + page
    assert GONE in SignedIn(head).get(line_798.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("embargo")
def test_partners_administrator_and_strangers_see_no_contradictions_at_all(
    line_798: Discrepancy, police: User
) -> None:
    administrator = make_person("beheer@test.example", "Bea Beheer", Role.ADMINISTRATOR)

    for client in (SignedIn(police), SignedIn(administrator)):
        assert client.get(line_798.get_absolute_url()).status_code == 404
        assert client.get(reverse("discrepancies")).status_code == 404
    assert Client().get(line_798.get_absolute_url()).status_code == 302


@pytest.mark.usefixtures("embargo")
def test_an_edition_still_tells_what_holds_for_parliament(line_798: Discrepancy) -> None:
    sight = Sight.parliament(timezone.now())

    told = told_to_parliament(timezone.localdate(), sight)

    assert line_798 in [row.discrepancy for row in told]


def test_figures_under_embargo_contradict_each_other_at_the_desk_only(
    figures_owner: User, head: User, reader: User
) -> None:
    upload = read(WRONG, figures_owner)
    explain_all(upload, figures_owner)
    until = timezone.now() + timedelta(days=1)
    release(upload, head, embargo_until=until)
    found = Discrepancy.objects.get(check_key="types_that_do_not_add_up")

    assert not any(found.pk in states(view(timezone.now())) for view in VIEWS)
    assert SignedIn(reader).get(found.get_absolute_url()).status_code == 404
    assert SignedIn(head).get(found.get_absolute_url()).status_code == 200
    with time_machine.travel(until + timedelta(seconds=20)):
        tasks.check_opened()
        assert all(found.pk in states(view(timezone.now())) for view in VIEWS)


def test_what_is_found_with_figures_under_embargo_is_for_the_desk(embargo: datetime) -> None:
    new = states(Sight.everything()).keys() - states(Sight.partners(timezone.now())).keys()

    assert new
    assert not new & states(Sight.partners(embargo + timedelta(hours=1))).keys()


def test_everybody_sees_it_once_the_embargo_ended(
    line_798: Discrepancy, embargo: datetime, reader: User
) -> None:
    with time_machine.travel(embargo + timedelta(seconds=20)):
        tasks.check_opened()
        after = states(Sight.partners(timezone.now()))
        page = SignedIn(reader).get(line_798.get_absolute_url()).content.decode()

    assert after == states(Sight.everything())
    assert after[line_798.pk][0] == DiscrepancyState.GONE
    assert GONE in page


def test_the_store_is_checked_once_after_something_opened(embargo: datetime) -> None:
    assert not checking.has_opened()

    with time_machine.travel(embargo + timedelta(seconds=20)) as clock:
        assert checking.has_opened()
        tasks.check_opened()
        clock.shift(30)
        assert not checking.has_opened()


def test_figures_for_partners_only_change_nothing_for_parliament(
    line_798: Discrepancy, figures_owner: User, head: User
) -> None:
    deliver(figures_owner, head, {"country": Audience.PARTNERS}, days=0)
    now = timezone.now()

    assert states(Sight.partners(now))[line_798.pk][0] == DiscrepancyState.GONE
    assert states(Sight.parliament(now))[line_798.pk][0] == DiscrepancyState.OPEN
    assert states(Sight.public(now))[line_798.pk][0] == DiscrepancyState.OPEN


@pytest.mark.usefixtures("embargo")
def test_the_trail_says_for_whom_it_went(line_798: Discrepancy) -> None:
    entry = Entry.objects.get(
        action="tegenstrijdigheid niet meer gevonden", object_id=str(line_798.pk)
    )

    assert entry.after["voor"] == ["Wie leveringen nakijkt"]


def test_beat_rings_and_the_store_is_checked_when_an_embargo_ended(
    line_798: Discrepancy, embargo: datetime
) -> None:
    rounds = settings.CELERY_BEAT_SCHEDULE.values()
    (every,) = (one["schedule"] for one in rounds if one["task"] == tasks.check_opened.name)
    assert every == settings.CELERY_BEAT_SCHEDULE["make editions public"]["schedule"]
    tasks.check_opened()
    assert states(Sight.partners(timezone.now()))[line_798.pk][0] == DiscrepancyState.OPEN

    with time_machine.travel(embargo + timedelta(seconds=20)):
        tasks.check_opened()
        after = states(Sight.partners(timezone.now()))

    assert after[line_798.pk][0] == DiscrepancyState.GONE
