"""The order of the wanted studies: dragged with a mouse, or without any script."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ADDRESS = "/registers/gewenste-onderzoeken/volgorde/"


def _codes(page: Page) -> list[str]:
    found = page.locator("[data-rank-item] .ranking__title a").all_inner_texts()
    places = [field.input_value() for field in page.locator("[data-rank-item] input").all()]
    assert places == [str(n) for n in range(1, len(places) + 1)]
    return found


def test_a_study_is_dragged_and_the_order_is_saved(new_page: NewPage) -> None:
    page = new_page("secretaris")
    page.goto(ADDRESS)
    before = _codes(page)
    items = page.locator("[data-rank-item]")

    items.nth(3).locator(".ranking__grip").drag_to(items.nth(0), target_position={"x": 40, "y": 4})

    wanted = [before[3], *before[:3], *before[4:]]
    assert _codes(page) == wanted
    assert f"{before[3]} staat nu op plaats 1" in page.locator("[data-rank-status]").inner_text()
    page.get_by_role("button", name="Volgorde opslaan").first.click()
    page.get_by_text("De volgorde is opgeslagen.").wait_for()
    assert _codes(page) == wanted


def test_a_study_moves_up_without_script_and_by_keyboard(new_page: NewPage) -> None:
    page = new_page("secretaris", width=320, javascript=False)
    page.goto(ADDRESS)
    before = _codes(page)

    page.get_by_role("button", name=re.compile(rf"Omhoog.*{before[1]}$")).press("Enter")

    page.get_by_text("De volgorde is opgeslagen.").wait_for()
    assert _codes(page) == [before[1], before[0], *before[2:]]
