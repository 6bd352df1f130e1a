"""Before a session ends its owner is warned and can stay; after it nothing stays on the screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.looking import check_narrow
from tests.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("people")]

# Of the session in the cookie: as if its last use, or its beginning, was so many seconds ago.
_LONGER_AGO = """
import time
from django.contrib.sessions.backends.db import SessionStore
session = SessionStore(session_key={key!r})
session[{name!r}] = int(time.time()) - {seconds}
session.save()
"""


def _let_pass(portal: Portal, page: Page, name: str, seconds: int) -> None:
    (key,) = (c["value"] for c in page.context.cookies() if c["name"] == "session")
    portal.manage("shell", "-c", _LONGER_AGO.format(key=key, name=name, seconds=seconds))


def _of_its_own(new_page: NewPage, portal: Portal) -> Page:
    """A session that no other test goes on with."""
    page = new_page("aedes")
    portal.signed_in.pop("aedes")
    return page


def _look_again(page: Page) -> None:
    """What happens when somebody comes back to the tab."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_somebody_is_warned_stays_is_warned_again_and_leaves(
    new_page: NewPage, portal: Portal
) -> None:
    page = _of_its_own(new_page, portal)
    page.goto("/maatregelen/")
    _look_again(page)
    expect(page.locator("#sessie [data-when]:visible")).to_have_count(0)

    _let_pass(portal, page, "used_at", 480 * 60 - 90)
    _look_again(page)
    expect(page.get_by_text("Over ongeveer 2 minuten wordt u uitgelogd.")).to_be_visible()
    check_narrow(page, "a session that is about to end")
    page.get_by_role("button", name="Ingelogd blijven").click()
    expect(page.locator("#sessie [data-when]:visible")).to_have_count(0)

    _let_pass(portal, page, "signed_in_at", 8 * 3600 - 90)
    _look_again(page)
    expect(page.get_by_text("langer achter elkaar ingelogd blijven kan niet")).to_be_visible()
    expect(page.get_by_role("button", name="Ingelogd blijven")).to_have_count(0)

    _let_pass(portal, page, "signed_in_at", 8 * 3600 + 1)
    _look_again(page)
    page.wait_for_url("**/inloggen/?next=%2Fmaatregelen%2F")


def test_what_was_typed_stays_on_the_screen(new_page: NewPage, portal: Portal) -> None:
    page = _of_its_own(new_page, portal)
    page.goto("/maatregelen/1.04/")
    box = page.get_by_role("textbox", name="Opmerking")
    box.fill("Nog niet verstuurd.")
    _let_pass(portal, page, "signed_in_at", 9 * 3600)
    _look_again(page)

    expect(page.get_by_text("Wat u typte staat er nog")).to_be_visible()
    expect(box).to_have_value("Nog niet verstuurd.")
