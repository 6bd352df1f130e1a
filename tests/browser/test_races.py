"""Many at once, against a running portal."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.browser.conftest import NewPage
from tests.browser.posting import as_browser, post
from tests.portal import Portal

# One worker runs them all: they share a running portal.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_of_twenty_writers_at_once_one_wins_and_the_others_see_a_conflict(
    new_page: NewPage, portal: Portal
) -> None:
    page = new_page("secretaris")
    page.goto("/maatregelen/4.05/")
    headers, seal = as_browser(page, portal)
    form = {
        **seal,
        "version": "1",
        "phase": "underway",
        "course": "on_track",
        "certainty": "checked",
        "explanation": "Tegelijk.",
    }

    with ThreadPoolExecutor(20) as pool:
        codes = Counter(
            pool.map(
                lambda _: post(f"{portal.url}/maatregelen/4.05/status/", form, headers), range(20)
            )
        )

    assert codes == {302: 1, 409: 19}
    assert portal.rows(
        "SELECT count(*) FROM measures_statusupdate u"
        " JOIN measures_measure m ON m.id = u.measure_id WHERE m.number = '4.05'"
    ) == [(1,)]
