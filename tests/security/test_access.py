"""Every address, every role, every method that matters: as the access table says."""

import pytest
from django.urls import reverse

from offensief.accounts.models import User
from tests.integration.access_table import ROLES, TABLE, Row
from tests.security.addresses import names
from tests.security.world import World, body_of


@pytest.mark.parametrize("row", TABLE, ids=lambda r: f"{r.method} {r.name} {r.kwargs or ''}")
def test_each_role_gets_what_the_table_says(row: Row, world: World) -> None:
    url = reverse(row.name, kwargs=world.filled(row.kwargs))

    for role, code in zip(ROLES, row.codes, strict=True):
        with world.undone():
            answer = world.browser(role).generic(row.method, url)
            assert answer.status_code == code, role
            if row.method == "GET" and code == 302 and role == "anonymous":
                assert answer["Location"].startswith(("/inloggen/", "/doel/")), answer["Location"]
            body_of(answer)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_has_a_row_for_each_way_to_ask(method: str) -> None:
    assert names() == {row.name for row in TABLE if row.method == method}


def test_the_list_counts_only_what_this_person_may_see(world: World) -> None:
    page = world.browser("aedes").get(reverse("measures")).content.decode()

    assert "4 van 4 maatregelen" in page
    assert "Landelijke regie" not in page


def test_a_search_does_not_find_a_hidden_measure(world: World) -> None:
    page = world.browser("aedes").get(reverse("measures"), {"woorden": "heterdaadaanpak"})

    assert "0 van 4 maatregelen" in page.content.decode()


def test_a_deactivated_person_sees_nothing(world: World) -> None:
    browser, secretary = world.browser("secretary"), world.people["secretary"]
    User.objects.filter(pk=secretary.pk).update(is_active=False)

    assert browser.get(reverse("dashboard")).status_code == 302
