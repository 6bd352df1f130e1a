"""What everybody may read of editions, and that nobody may before the moment."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offensief.accounts.models import User
from reports import permissions, tasks
from tests import editions
from tests.conftest import SignedIn

pytestmark = pytest.mark.django_db


ADDRESSES = (
    "/edities/{n}/",
    "/edities/{n}/bestand/pdf/",
    "/edities/{n}/bestand/json/",
    "/edities/{n}/herkomst/C1/",
    "/api/v1/edities/{n}",
)


def test_public_pages_ask_as_often_with_many_editions_as_with_one(
    secretary: User, head: User
) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address).status_code == 200
        return len(queries)

    first = editions.published(secretary, head)
    addresses = ("/edities/", "/edities/feed/", "/api/v1/edities", f"/edities/{first.number}/")
    with_one = {address: asked(address) for address in addresses}
    for _ in range(3):
        editions.published(secretary, head)

    assert {address: asked(address) for address in addresses} == with_one
    assert max(with_one.values()) <= 8


def test_a_file_and_a_hash_at_once_are_refused(secretary: User, head: User) -> None:
    final = editions.published(secretary, head)
    changed = SimpleUploadedFile("editie.pdf", b"%PDF anders")

    answer = Client().post("/edities/controleren/", {"file": changed, "sha256": final.sha256})

    assert answer.status_code == 422
    assert "niet allebei" in answer.content.decode()


def test_nobody_outside_sees_an_edition_before_its_moment(
    secretary: User, head: User, aedes: User, outsider: User
) -> None:
    final = editions.sent(secretary, head)
    people = [Client(), SignedIn(aedes), SignedIn(outsider)]

    def seen(client: Client) -> list[int]:
        return [client.get(place.format(n=final.number)).status_code for place in ADDRESSES]

    def told(client: Client) -> list[bool]:
        pages = ("/edities/", "/edities/feed/", "/api/v1/edities", "/")
        return [f"edities/{final.number}" in client.get(page).content.decode() for page in pages]

    for client in people:
        assert seen(client) == [404] * len(ADDRESSES)
        assert told(client) == [False] * 4
        asked = client.post("/edities/controleren/", {"sha256": final.sha256})
        assert "Onbekend" in asked.content.decode()
    assert tasks.publish_due() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert tasks.publish_due() == 1
        assert tasks.publish_due() == 0
    for client in people:
        assert seen(client) == [200] * len(ADDRESSES)
        assert told(client) == [True] * 4
        asked = client.post("/edities/controleren/", {"sha256": f" {final.sha256.upper()}\n"})
        assert f"Ongewijzigde editie {final.number}" in asked.content.decode()


def test_who_may_read_what(
    secretary: User, head: User, reader: User, aedes: User, outsider: User
) -> None:
    final = editions.sent(secretary, head)

    assert [
        permissions.may_read_edition(person, final)
        for person in (secretary, head, reader, aedes, outsider)
    ] == [True, True, True, False, False]
