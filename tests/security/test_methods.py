"""Every method that has no row in the access table, at every address, by every role.

`make security` asks as all roles; other runs as the three that differ most, to stay quick.
"""

from itertools import product

import pytest
from django.db import connection
from django.http.response import HttpResponseBase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.integration.access_table import ROLES, TABLE, Row
from tests.security.world import ALL_ROLES, World, body_of, writes

# Public, and what the design rules of the API ask: which methods there are. It holds no data.
_TELLS_ITS_METHODS = {row.name for row in TABLE if row.name.startswith("api-")} | {"openapi"}
_ASKING = ROLES if ALL_ROLES else ("anonymous", "police", "secretary")
_REFUSED = {401, 403, 404, 405}


def _one_per_address() -> list[Row]:
    """The first GET row of each name: of something that exists."""
    return list({row.name: row for row in reversed(TABLE) if row.method == "GET"}.values())


ADDRESSES = _one_per_address()


def _is_refused(answer: HttpResponseBase, role: str) -> bool:
    if role == "anonymous" and answer.status_code == 302:
        return answer["Location"].startswith("/inloggen/")
    return answer.status_code in _REFUSED


@pytest.mark.parametrize("row", ADDRESSES, ids=lambda row: row.name)
def test_no_other_method_does_anything(row: Row, world: World) -> None:
    url = reverse(row.name, kwargs=world.filled(row.kwargs))

    for method, role in product(("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"), _ASKING):
        with world.undone(), CaptureQueriesContext(connection) as captured:
            answer = world.browser(role).generic(method, url)
        if method == "OPTIONS" and row.name in _TELLS_ITS_METHODS:
            assert answer.status_code in {200, 404, 405}
        else:
            assert _is_refused(answer, role), (method, role, answer.status_code)
        assert not writes(captured), (method, role)


@pytest.mark.parametrize("row", ADDRESSES, ids=lambda row: row.name)
def test_head_tells_no_more_than_get(row: Row, world: World) -> None:
    url = reverse(row.name, kwargs=world.filled(row.kwargs))

    for role in _ASKING:
        code = row.codes[ROLES.index(role)]
        with world.undone():
            answer = world.browser(role).head(url)
            assert answer.status_code in {code, 405}, role
            assert not body_of(answer), role
