"""Many at once, against a running portal."""

import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.browser.conftest import NewPage
from tests.portal import Portal

# One worker runs them all: they share a running portal.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


class _StayHere(urllib.request.HTTPRedirectHandler):
    """The first answer counts, not the page it points to."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def _post(url: str, form: dict[str, str], headers: dict[str, str]) -> int:
    body = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(url, body, headers)  # noqa: S310 -- our own portal
    try:
        with urllib.request.build_opener(_StayHere).open(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_of_twenty_writers_at_once_one_wins_and_the_others_see_a_conflict(
    new_page: NewPage, portal: Portal
) -> None:
    page = new_page("secretaris")
    page.goto("/maatregelen/4.05/")
    token = (
        page.locator("form.form input[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    )
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
    headers = {"Cookie": cookies, "Origin": portal.url}
    form = {
        "csrfmiddlewaretoken": token,
        "version": "1",
        "phase": "underway",
        "course": "on_track",
        "certainty": "checked",
        "explanation": "Tegelijk.",
    }

    with ThreadPoolExecutor(20) as pool:
        codes = Counter(
            pool.map(
                lambda _: _post(f"{portal.url}/maatregelen/4.05/status/", form, headers), range(20)
            )
        )

    assert codes == {302: 1, 409: 19}
    assert portal.rows(
        "SELECT count(*) FROM measures_statusupdate u"
        " JOIN measures_measure m ON m.id = u.measure_id WHERE m.number = '4.05'"
    ) == [(1,)]
