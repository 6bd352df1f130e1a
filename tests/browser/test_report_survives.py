"""A report is built exactly once, whatever dies meanwhile."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import sign_in
from tests.portal import Portal, wait_until

# One at a time: each breaks a portal of its own.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("fragile")]


@pytest.fixture
def fragile(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Portal]:
    """A portal of its own, to break."""
    portal = Portal(tmp_path_factory.mktemp("fragile"), f"fragile_{worker_id}")
    try:
        portal.start_web()
        yield portal
    finally:
        portal.close()


def _ask(chromium: Browser, portal: Portal) -> Page:
    page = chromium.new_context(base_url=portal.url, locale="nl-NL").new_page()
    sign_in(page, "secretaris")
    page.goto("/rapportages/")
    page.get_by_role("button", name="Concept maken").click()
    return page


def _files(portal: Portal) -> int:
    return int(portal.rows("SELECT count(*) FROM reports_artefact")[0][0])


FORMS = 6


def test_a_worker_killed_while_printing_leaves_every_file_once(
    chromium: Browser, fragile: Portal
) -> None:
    fragile.start_queue()
    fragile.start_worker()
    page = _ask(chromium, fragile)
    wait_until(
        lambda: fragile.rows("SELECT 1 FROM reports_job WHERE state = 'running' AND step = 3"),
        seconds=60,
        what="the worker prints",
    )

    fragile.kill_worker()
    assert _files(fragile) == 0
    fragile.start_worker()

    wait_until(lambda: _files(fragile) == FORMS, seconds=240, what="another worker takes over")
    assert fragile.rows("SELECT state, attempts FROM reports_job") == [("done", 2)]
    page.reload()
    expect(page.get_by_role("link", name="Open de PDF")).to_be_visible()
    page.context.close()


def test_a_queue_that_is_away_loses_no_report(chromium: Browser, fragile: Portal) -> None:
    page = _ask(chromium, fragile)

    expect(page.get_by_role("heading", name="Bestanden: staat klaar")).to_be_visible()
    assert fragile.rows("SELECT state FROM reports_job") == [("waiting",)]
    fragile.start_queue()
    fragile.start_worker()

    wait_until(lambda: _files(fragile) == FORMS, seconds=240, what="the sweeper finds the job")
    expect(page.get_by_role("link", name="Open de PDF")).to_be_visible(timeout=10_000)
    page.context.close()
