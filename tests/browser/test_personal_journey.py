"""A remark with a number of a citizen, as somebody sends it; and what the servers write of it."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.looking import check_narrow
from tests.portal import Portal

# One worker runs them all: they share a running portal.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BSN = "111222333"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_remark_about_a_person_is_changed_before_it_goes(
    new_page: NewPage, *, javascript: bool
) -> None:
    page = new_page("secretaris", javascript=javascript)
    page.goto("/maatregelen/3.02/")
    told = f"Eerste regel.\nMan met bsn {BSN} belde {javascript}."
    page.get_by_role("textbox", name="Opmerking").fill(told)
    page.get_by_role("button", name="Opmerking plaatsen").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Staat hier iets over een persoon?")
    text = page.get_by_label("Uw tekst")
    expect(text).to_have_value(told)
    if javascript:
        check_narrow(page, "question about a person")
    text.fill(f"Eerste regel.\nIemand belde {javascript}.")
    page.get_by_role("button", name="Versturen zoals het hier staat").click()

    expect(page.get_by_text(f"Iemand belde {javascript}.")).to_be_visible()
    expect(page.get_by_text(BSN)).to_have_count(0)


def test_the_servers_write_no_secret_of_a_link(portal: Portal) -> None:
    key = "2f1e8a5c-58cc-4372-a567-0e02b2c3d479"
    with pytest.raises(HTTPError):
        urlopen(f"{portal.url}/link/{key}/Geheim1/nergens/", timeout=10)  # noqa: S310 -- our own portal

    log = portal.log("web")

    assert f"Not Found: /link/{key}/***/" in log
    assert "Geheim1" not in log
