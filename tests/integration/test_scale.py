"""Pages ask the database as often with 3,100 measures as with 31."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offensief.accounts.models import User
from tests.conftest import SignedIn
from tests.crowd import fill

PAST = (timezone.localdate() - timedelta(days=30)).isoformat()
# With how often each page asks: a number that rises needs a reason.
PAGES = {
    "/maatregelen/": 12,
    "/maatregelen/?koers=not_assessed&sorteer=titel&page=1": 12,
    f"/maatregelen/?peildatum={PAST}": 9,
    "/maatregelen/1.01/": 19,
    f"/maatregelen/1.01/?peildatum={PAST}": 9,
    "/maatregelen/1.01/opvolging/": 7,
    "/dashboard/": 23,
    f"/dashboard/?peildatum={PAST}": 16,
    "/planning/": 6,
    "/gaten/": 9,
    "/zoeken/?q=handelinskader": 9,
    "/maatregelen/export.csv": 6,
    "/maatregelen/afdruk/": 7,
    "/maatregelen/bewerken/": 7,
    "/registers/": 6,
    "/registers/producten/": 10,
    "/agenda/": 7,
    "/dekking/": 6,
    "/partners/": 5,
    "/partners/politie/": 9,
    "/spoor/": 7,
    f"/vergelijken/?van={PAST}": 7,
}


def _asked(client: Client) -> dict[str, int]:
    found = {}
    for page in PAGES:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200, page
            found[page] = len(queries)
    return found


@pytest.mark.usefixtures("db")
def test_a_plan_a_hundred_times_as_large_is_asked_as_often(secretary: User) -> None:
    client = SignedIn(secretary)
    small = _asked(client)

    fill(3100)

    assert _asked(client) == small
    assert small == PAGES
