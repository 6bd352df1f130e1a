"""Chromium and a running portal for the browser tests."""

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.portal import PASSWORD, Portal

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Portal]:
    """A portal with web, queue and worker, and the demo people."""
    portal = Portal(tmp_path_factory.mktemp("portal"), f"browser_{worker_id}")
    try:
        portal.start_queue()
        portal.start_web()
        portal.start_worker()
        yield portal
    finally:
        portal.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one named by CHROMIUM. A missing browser fails.

    The one without windows first: it does the same and asks less of the machine.
    """
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    path = os.environ.get("CHROMIUM") or found
    assert path, "Chromium is missing; make test installs it or says how."
    # While Playwright's loop runs in this thread Django keeps the connections of the tests beside
    # those of before. Nobody finds either when the other is there, so each goes in time.
    connections.close_all()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()
        connections.close_all()


# The page itself, not the sign-in page that leads on to it.
DASHBOARD = re.compile(r"^[^?]*/dashboard/$")

type NewPage = Callable[..., Page]


@pytest.fixture
def new_page(chromium: Browser, portal: Portal) -> Iterator[NewPage]:
    """`new_page("secretaris", width=320)`: a page of that person, in a browser of its own."""
    contexts: list[BrowserContext] = []

    def make(person: str = "", *, width: int = 1280, javascript: bool = True) -> Page:
        context = chromium.new_context(
            storage_state=portal.signed_in.get(person),
            base_url=portal.url,
            locale="nl-NL",
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        if person and not _is_signed_in(page):
            sign_in(page, person)
            # A code works once: who signed in before comes back with the same session.
            portal.signed_in[person] = context.storage_state()
        return page

    yield make
    for context in contexts:
        context.close()


def _is_signed_in(page: Page) -> bool:
    page.goto("/dashboard/")
    return bool(DASHBOARD.search(page.url))


def sign_in(page: Page, person: str) -> None:
    """Through the sign-in pages, as a person does."""
    page.goto("/inloggen/")
    fill_in(page, person)
    page.wait_for_url(DASHBOARD)


def fill_in(page: Page, person: str) -> None:
    """Password and code; the demo shows what is on the telephone."""
    page.get_by_label("E-mailadres").fill(f"{person}@demo.example")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_label("Code").fill(page.locator("#demo-code").inner_text())
    page.get_by_role("button", name="Verder").click()
