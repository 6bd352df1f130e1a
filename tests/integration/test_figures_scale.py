"""Pages of figures ask the database as often with twelve deliveries as with one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Area, AreaLevel, Audience, Observation
from offensief.accounts.models import Role, User
from tests.conftest import SignedIn, make_person
from tests.deliveries import explain_all, read, release

FIRST = date(2026, 3, 2)
# With how often each page asks: a number that rises needs a reason.
PAGES = {
    "/doel/2025/": 14,
    "/gebieden/": 12,
    "/gebieden/PE-ROTTERDAM/": 10,
    "/gebieden/PV28/": 10,
    "/toen-en-nu/": 5,
    "/cijfers/werkbank/": 19,
    "/cijfers/": 6,
}


@pytest.fixture
def owner(db: None) -> User:
    return make_person("lfct@test.example", "Lotte Cijfer", Role.FIGURES_OWNER)


def deliver(number: int, owner: User, head: User) -> None:
    """Weeks of the country, months, and two years of every unit, each time a little more."""
    units = Area.objects.of_level(AreaLevel.UNIT).exclude(code__endswith="-ONBEKEND")
    lines = ["gebied;periode;aantal"]
    lines += [f"NL;2026-W{week:02};{30 + number + week % 3}" for week in range(1, 10)]
    lines += [f"NL;2025-W{week:02};{28 + number + week % 4}" for week in range(1, 53)]
    lines += [
        f"{code};{year};{100 + number + year % 7}"
        for year in (2024, 2025)
        for code in units.values_list("code", flat=True)
    ]
    upload = read("\n".join(lines), owner, known_on=FIRST + timedelta(days=number))
    explain_all(upload, owner)
    release(upload, head, opened_for={"country": Audience.PUBLIC, "unit": Audience.PUBLIC})


def asked(client: Client) -> dict[str, int]:
    found = {}
    for page in PAGES:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200, page
            found[page] = len(queries)
    return found


def test_twelve_deliveries_are_asked_as_often_as_one(owner: User, head: User) -> None:
    deliver(0, owner, head)
    one = asked(SignedIn(head))

    for number in range(1, 12):
        deliver(number, owner, head)

    assert Observation.objects.filter(release__uploaded_by=owner).count() == 12 * 81
    assert asked(SignedIn(head)) == one
    assert one == PAGES
