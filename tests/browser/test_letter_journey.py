"""The cijfercheck as the secretariat does it, also on a narrow phone and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.looking import check_narrow
from tests.letters import RIGHT, UNKNOWN, WRONG, docx, pdf
from tests.portal import Portal, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def _open_frozen_edition(page: Page, portal: Portal) -> None:
    """A report that an earlier test asked for, or a new one; come back once it is frozen."""
    page.goto("/rapportages/")
    known = page.locator("a[href*='-concept-']")
    button = page.get_by_role("button", name="Concept maken")
    (known.first if known.count() else button).click()
    page.wait_for_url("**/rapportages/*-concept-*/")
    wait_until(
        lambda: not portal.rows("SELECT 1 FROM reports_edition WHERE state <> 'frozen'"),
        seconds=60,
        what="the edition is frozen",
    )
    page.reload()


def _send(page: Page, file: Path) -> None:
    page.get_by_label("De brief").set_input_files(file)
    page.get_by_role("button", name="Brief controleren").click()


def test_a_letter_is_checked(new_page: NewPage, portal: Portal, tmp_path: Path) -> None:
    page = new_page("secretaris")
    letter, broken = tmp_path / "Kamerbrief.docx", tmp_path / "kapot.pdf"
    letter.write_bytes(docx(RIGHT, WRONG, f"{UNKNOWN} Zie Kamerstuk 28 684, nr. 816."))
    broken.write_bytes(pdf("")[:-40])
    _open_frozen_edition(page, portal)

    page.get_by_role("link", name="Cijfercheck").click()
    _send(page, broken)
    expect(page.get_by_role("alert")).to_contain_text("Er is niets opgeslagen")
    check_narrow(page, "a letter that cannot be read")

    _send(page, letter)
    expect(page.get_by_role("heading", name="Kamerbrief.docx")).to_be_visible()
    expect(page.get_by_text("910: wijkt af (")).to_be_visible()
    check_narrow(page, "the outcome of the cijfercheck")

    page.get_by_role("link", name="Klopt 2").click()
    expect(page.get_by_text("1.543: klopt (")).to_be_visible()
    expect(page.get_by_text("910: wijkt af (")).to_have_count(0)
    check_narrow(page, "what klopt")
    with page.expect_download() as download:
        page.get_by_role("link", name="Alle getallen als CSV").click()
    assert "wijkt af" in download.value.path().read_text(encoding="utf-8-sig")

    page.go_back()
    page.get_by_role("navigation", name="Kruimelpad").get_by_role(
        "link", name="Cijfercheck"
    ).click()
    expect(page.get_by_role("link", name="Kamerbrief.docx")).to_be_visible()
    check_narrow(page, "the checks of an edition")
    _without_javascript(new_page, page.url, letter)


def _without_javascript(new_page: NewPage, address: str, letter: Path) -> None:
    """Nothing of it needs a script."""
    page = new_page("hoofd", javascript=False)
    page.goto(address)
    _send(page, letter)
    expect(page.get_by_text("910: wijkt af (")).to_be_visible()
