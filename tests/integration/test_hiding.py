"""Small numbers of municipalities: nobody but the desk sees them, or can compute them back."""

from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from scipy.optimize import linprog

from incidents.models import Area, AreaLevel, HiddenFigure, Observation, Release
from incidents.sight import Sight
from offensief.accounts.models import User
from tests.conftest import SignedIn
from tests.deliveries import accepted

K = 5


@pytest.fixture
def owner(figures_owner: User) -> User:
    """Delivers figures."""
    return figures_owner


def counts_of_towns() -> dict[str, int]:
    """A made-up count for every municipality: many small ones, as in the world."""
    towns = Area.objects.of_level(AreaLevel.MUNICIPALITY).valid_on(date(2026, 1, 1))
    codes = sorted(code for code in towns.values_list("code", flat=True) if "ONB" not in code)
    return {code: (n * 37) % 23 if n % 3 else n % 7 for n, code in enumerate(codes)}


def file_of(counts: dict[str, int]) -> str:
    """The municipalities with all their sums: regions, units, provinces and the country."""
    lines = ["gebied;periode;aantal", f"NL;2025;{sum(counts.values())}"]
    sums: dict[str, int] = {}
    for town in Area.objects.filter(code__in=counts).select_related("parent__parent", "province"):
        assert town.parent is not None
        assert town.parent.parent is not None
        assert town.province is not None
        for above in (town.parent.code, town.parent.parent.code, town.province.code):
            sums[above] = sums.get(above, 0) + counts[town.code]
    lines += [f"{code};2025;{count}" for code, count in {**sums, **counts}.items()]
    return "\n".join(lines)


@pytest.fixture
def released(owner: User, head: User) -> Release:
    """A delivery of all municipalities that is open for everybody."""
    return accepted(file_of(counts_of_towns()), owner, head, known_on=date(2026, 2, 1))


def shown_to(sight: Sight, made: Release) -> dict[str, int | None]:
    """What one can read of it: a count per area, None where it is not public."""
    figures = Observation.objects.filter(release=made).visible(sight).with_hiding(sight)
    return {o.area.code: None if o.is_hidden else o.value for o in figures.select_related("area")}


def test_no_small_count_of_a_town_is_shown_and_zero_is_zero(released: Release) -> None:
    counts, shown = counts_of_towns(), shown_to(Sight.public(timezone.now()), released)

    small = {code for code, count in counts.items() if 0 < count < K}
    assert small
    assert all(shown[code] is None for code in small)
    assert all(shown[c] in {None, counts[c]} for c in counts)
    assert any(shown[code] == 0 for code in counts)


def test_units_and_provinces_and_the_country_are_always_shown(released: Release) -> None:
    shown = shown_to(Sight.public(timezone.now()), released)
    wide = Area.objects.filter(level__in=["country", "unit", "province"], code__in=shown)

    assert all(shown[area.code] is not None for area in wide)


def test_who_tries_with_everything_public_finds_no_hidden_count(released: Release) -> None:
    """An attacker with a linear programme: all sums that anybody can make of what is shown."""
    shown = shown_to(Sight.public(timezone.now()), released)
    hidden = [code for code, value in shown.items() if value is None]
    rows, totals = _equations(shown, hidden)

    for number in range(0, len(hidden), 7):
        ends = []
        for sign in (1, -1):
            goal = [0.0] * len(hidden)
            goal[number] = sign
            found = linprog(goal, A_eq=rows, b_eq=totals, bounds=(0, None), method="highs")
            ends.append(sign * found.fun if found.status == 0 else float("inf"))
        assert ends[1] - ends[0] >= K - 1e-6, hidden[number]


def _equations(
    shown: dict[str, int | None], hidden: list[str]
) -> tuple[list[list[float]], list[float]]:
    place = {code: n for n, code in enumerate(hidden)}
    rows, totals = [], []
    for total, parts in _sums(shown):
        row, right = [0.0] * len(hidden), 0.0
        for code, sign in ((total, 1), *((part, -1) for part in parts)):
            value = shown[code]
            if value is None:
                row[place[code]] += sign
            else:
                right -= sign * value
        if any(row):
            rows.append(row)
            totals.append(right)
    return rows, totals


def _sums(shown: dict[str, int | None]) -> list[tuple[str, list[str]]]:
    parts: dict[str, list[str]] = {}
    areas = Area.objects.filter(code__in=shown).select_related("parent", "province")
    for area in areas:
        if area.level != AreaLevel.PROVINCE and area.parent and area.parent.code in shown:
            parts.setdefault(area.parent.code, []).append(area.code)
        if area.province and area.province.code in shown:
            parts.setdefault(f"{area.province.code}", []).append(area.code)
    return list(parts.items())


def test_the_desk_sees_every_count(released: Release) -> None:
    shown = shown_to(Sight.desk(timezone.now()), released)

    assert {c: shown[c] for c in counts_of_towns()} == counts_of_towns()


@pytest.mark.parametrize("address", ["/gebieden/", "/gebieden/PV28/", "/gebieden/VR17/"])
def test_no_page_prints_what_is_hidden(address: str, released: Release) -> None:
    answer = Client().get(address)
    hidden = HiddenFigure.objects.filter(observation__release=released).select_related(
        "observation__area"
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    for figure in hidden:
        area = figure.observation.area
        cell = page.partition(f'href="/gebieden/{area.code}/"')[2][:300]
        if cell:
            assert "niet openbaar" in cell, area


def test_the_page_of_a_hidden_town_says_that_it_is_not_public(released: Release) -> None:
    figure = HiddenFigure.objects.filter(
        observation__release=released, observation__area__level="municipality", reason="small"
    ).first()
    assert figure is not None

    page = Client().get(f"/gebieden/{figure.observation.area.code}/").content.decode()

    assert "2025: niet openbaar" in page
    assert "Bij " not in page


def test_the_api_gives_no_value_by_any_name(released: Release) -> None:
    hidden = set(
        HiddenFigure.objects.filter(observation__release=released).values_list(
            "observation__area__code", flat=True
        )
    )
    rows: list[dict[str, object]] = []
    for page in range(1, 50):
        answer = Client().get(reverse("api-cijfer-list"), {"pagina": page, "paginagrootte": 500})
        if answer.status_code != 200:
            break
        rows += answer.json()["resultaten"] if "resultaten" in answer.json() else answer.json()

    mine = [row for row in rows if row["levering"]["code"] == released.code]  # type: ignore[index]
    masked = [row for row in mine if row["gebiedcode"] in hidden]
    assert masked
    for row in masked:
        assert (row["aantal"], row["tenMinste"], row["tenHoogste"]) == (None, None, None)
        assert (row["zoalsVermeld"], row["openbaar"]) == ("niet openbaar", False)


def test_a_month_or_an_object_of_a_town_is_not_open_at_all(owner: User, head: User) -> None:
    text = "gemeente;periode;woning\nUtrecht;2025;40\nUtrecht;2025-03;9\n"
    made = accepted(text, owner, head)

    assert not Observation.objects.filter(release=made).visible(Sight.public(timezone.now()))


def test_a_bound_says_that_a_number_is_small_and_is_hidden(owner: User, head: User) -> None:
    text = "gemeente;periode;aantal\nTexel;2025;<5\nUtrecht;2025;40\n"
    made = accepted(text, owner, head)

    shown = shown_to(Sight.public(timezone.now()), made)

    assert shown == {"GM0448": None, "GM0344": 40}


def test_who_works_at_the_desk_can_look_as_the_public(released: Release, head: User) -> None:
    figure = HiddenFigure.objects.filter(
        observation__release=released, observation__area__level="municipality"
    ).first()
    assert figure is not None
    address = f"/gebieden/{figure.observation.area.code}/"

    own = SignedIn(head).get(address).content.decode()
    public = SignedIn(head).get(address, {"als": "publiek"}).content.decode()

    assert f"2025: {figure.observation.value}" in own
    assert "2025: niet openbaar" in public
    assert "U ziet nu wat het publiek ziet" in public


def test_nobody_else_looks_through_the_eyes_of_others(released: Release, aedes: User) -> None:
    assert SignedIn(aedes).get("/gebieden/", {"als": "kamer"}).status_code == 404
    assert Client().get("/gebieden/", {"als": "kamer"}).status_code == 404


def test_day_eyes_and_series_leave_each_other_as_they_were(head: User) -> None:
    asked = {"als": "publiek", "peildatum": "2026-01-20", "definitie": "A"}

    text = unescape(SignedIn(head).get("/cijfers/werkbank/", asked).content.decode())

    for name, value in asked.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in text
    assert "?peildatum=2026-01-20&definitie=A&als=kamer" in text


def test_a_page_of_the_past_does_not_tell_what_waits_now(head: User) -> None:
    client = SignedIn(head)

    assert "leveringen die wachten" in client.get("/cijfers/werkbank/").content.decode()
    past = client.get("/cijfers/werkbank/", {"peildatum": "2026-01-20"}).content.decode()
    assert "leveringen die wachten" not in past
