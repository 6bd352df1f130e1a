"""What becomes of figures later: opened for more, months that grow, weeks that look ahead."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from incidents.models import Audience, Observation
from incidents.selectors.delay import delay_triangle
from incidents.services.opening import open_figures
from incidents.sight import Sight
from offensief.accounts.models import User
from offensief.lib.refusals import NotAllowed
from reports.selectors.target import target_view
from tests.conftest import SignedIn
from tests.deliveries import HALF_YEAR, accepted, read, release

DESK = Sight.desk(timezone.now() + timedelta(days=1))


def test_figures_are_opened_later_for_more_people(figures_owner: User, head: User) -> None:
    made = release(read(HALF_YEAR, figures_owner), head, opened_for={})
    figures = Observation.objects.filter(release=made)
    assert not figures.visible(Sight.public(timezone.now())).exists()

    open_figures(
        release=made, level="country", audience=Audience.PUBLIC, opens_at=None, by=figures_owner
    )

    seen = figures.visible(Sight.public(timezone.now()))
    assert {figure.area.level for figure in seen} == {"country"}


def test_nothing_is_opened_before_the_embargo_ends(figures_owner: User, head: User) -> None:
    until = timezone.now() + timedelta(days=3)
    made = release(read(HALF_YEAR, figures_owner), head, opened_for={}, embargo_until=until)

    with pytest.raises(ValidationError, match="Het embargo loopt tot"):
        open_figures(
            release=made, level="country", audience=Audience.PUBLIC, opens_at=None, by=head
        )


def test_a_level_that_is_not_there_cannot_be_opened(figures_owner: User, head: User) -> None:
    made = release(read(HALF_YEAR, figures_owner), head)

    with pytest.raises(ValidationError, match="geen cijfers over dit soort gebied"):
        open_figures(
            release=made, level="province", audience=Audience.PUBLIC, opens_at=None, by=head
        )


def test_the_secretariat_opens_nothing(figures_owner: User, head: User, secretary: User) -> None:
    made = release(read(HALF_YEAR, figures_owner), head, opened_for={})

    with pytest.raises(NotAllowed):
        open_figures(
            release=made, level="country", audience=Audience.PUBLIC, opens_at=None, by=secretary
        )


def test_the_head_opens_figures_on_the_page(figures_owner: User, head: User) -> None:
    made = release(read(HALF_YEAR, figures_owner), head, opened_for={})
    client = SignedIn(head)

    client.post(f"/cijfers/{made.code}/", {"level": "country", "audience": "parliament"})

    text = client.get(f"/cijfers/{made.code}/").content.decode()
    assert "Cijfers per land: Tweede Kamer" in text
    assert Observation.objects.filter(release=made).visible(Sight.parliament(timezone.now()))


def _months(number: int) -> str:
    """The first months of 2026 as known at the end of month `number`; young ones still grow."""
    shares = (0.55, 0.7, 0.83, 0.9, 0.96)
    lines = []
    for month in range(1, number + 1):
        age = number - month
        total = 120 + 7 * month % 31
        known = round(total * (shares[age] if age < len(shares) else 1)) + (month * age) % 3
        lines.append(f"NL;2026-{month:02};{known}")
    return "\n".join(["gebied;periode;aantal", *lines])


@pytest.fixture
def monthly(figures_owner: User, head: User) -> None:
    """Nine deliveries, each with a month more."""
    for number in range(1, 10):
        accepted(
            _months(number),
            figures_owner,
            head,
            known_on=date(2026, number + 1, 2),
            title=f"{number}",
        )


def test_months_that_grow_make_a_triangle(monthly: None) -> None:
    found = delay_triangle("A", timezone.localdate(), DESK)

    assert found is not None
    assert [len(row) for row in found.rows] == [4, 4, 4, 4, 4, 4, 3, 2, 1]
    assert found.rows[0][:3] == (70, 90, 107)
    assert found.rows[-1] == (67,)


def test_a_nowcast_stands_beside_the_count(monthly: None, head: User) -> None:
    text = SignedIn(head).get("/cijfers/werkbank/").content.decode()

    assert "Nog niet volledig gemelde maanden, zoals bekend op" in text
    assert "telling, en schatting" in text
    assert "Dit is een schatting" in text
    assert "september 2026" in text
    assert "standaardfout" in text
    assert "schatting" not in Client().get("/").content.decode()


def test_two_deliveries_are_no_triangle(figures_owner: User, head: User) -> None:
    accepted(_months(1), figures_owner, head, known_on=date(2026, 2, 2))
    accepted(_months(2), figures_owner, head, known_on=date(2026, 3, 2), title="twee")

    assert delay_triangle("A", timezone.localdate(), DESK) is None


def test_weeks_give_an_outlook_by_two_methods_and_a_band(figures_owner: User, head: User) -> None:
    lines = [f"NL;2024-W{n:02};{29 + n % 3}" for n in range(1, 53)]
    lines += [f"NL;2025-W{n:02};{26 + n % 3}" for n in range(1, 31)]
    text = "\n".join(["gebied;week;aantal", *lines])
    accepted(text, figures_owner, head, known_on=date(2025, 8, 1))

    view = target_view(2025, date(2025, 8, 4), DESK)

    assert view is not None
    said = " ".join(view.outlook)
    assert "Na 30 weken van 2025" in said
    assert "Mengsel van beide" in said
    assert "Dat 2025 op hoogstens 1.388 uitkomt, is" in said
    assert view.share == ""
    assert "95%" in view.path.svg


def test_the_margins_are_wider_when_attacks_come_in_series(db: None) -> None:
    view = target_view(2025, date(2026, 1, 9), Sight.public(DESK.at))

    assert view is not None
    assert "0,92 tot 1,06 (phi 1)" in view.series
    assert "0,89 tot 1,09 (phi 2)" in view.series


def test_the_shift_of_the_mix_is_told_for_what_both_years_count(db: None) -> None:
    view = target_view(2025, date(2026, 1, 9), Sight.public(DESK.at))

    assert view is not None
    assert "woning, bedrijf en voertuig is tussen 2023 en 2024 meer veranderd" in view.mix
