"""An edition in the browser, by everybody who touches it: from concept to correction."""

import hashlib
import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.looking import check_narrow

# With the journey of a round, and before it: that one plans its edition for later.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# Other tests leave reports behind that are still being made.
MADE = 240_000


def now() -> str:
    """The present minute, as the browser's own field writes it."""
    return f"{timezone.localtime():%Y-%m-%dT%H:%M}"


def made(page: Page) -> None:
    """Wait until every file of the edition is there."""
    expect(page.get_by_role("heading", name="Bestanden: klaar")).to_be_visible(timeout=MADE)


def concept(page: Page) -> str:
    """The secretariat asks for a concept and reads it; its address."""
    page.goto("/rapportages/")
    page.get_by_label("Periode vanaf").fill("2025-01-01")
    page.get_by_label("Periode t/m").fill("2025-12-31")
    page.get_by_role("button", name="Concept maken").click()
    made(page)
    page.reload()
    expect(page.get_by_text("PDF/UA-1: in orde")).to_be_visible()
    check_narrow(page, "concept")
    address = page.url
    page.get_by_role("link", name="Lees de editie op het scherm").click()
    expect(page.get_by_text("Nog niet openbaar")).to_be_visible()
    check_narrow(page, "concept on the screen")
    page.goto(address)
    page.get_by_role("link", name="Aanbiedingsbrief").click()
    expect(page.get_by_label("Tekst van de brief")).to_have_value(re.compile("Geachte voorzitter"))
    page.get_by_role("button", name="Brief opslaan").click()
    expect(page.get_by_text("De brief is opgeslagen.")).to_be_visible()
    check_narrow(page, "cover letter")
    return address


def establish(head: Page, address: str) -> str:
    """The head reads and establishes; the address of the final edition."""
    head.goto(address)
    head.get_by_role("button", name="Vaststellen").click()
    expect(head.get_by_text("Vastgesteld als editie")).to_be_visible()
    made(head)
    return head.url


def send(page: Page, address: str) -> None:
    """First with a slip, then as it should be: public from this minute."""
    page.goto(address)
    page.get_by_label("Kamerstuk").first.fill("onzin")
    page.get_by_label("Openbaar vanaf").fill(now())
    page.get_by_role("button", name="Verzending vastleggen").click()
    expect(page.get_by_role("alert")).to_contain_text("Kamerstuk")
    expect(page.get_by_label("Kamerstuk").first).to_have_value("onzin")
    check_narrow(page, "sending with a slip")
    page.get_by_label("Kamerstuk").first.fill("28684-816")
    page.get_by_role("button", name="Verzending vastleggen").click()
    expect(page.get_by_text("Deze editie is openbaar vanaf")).to_be_visible()


def published(outside: Page, number: str) -> None:
    """Beat makes it public; somebody without an account finds it."""
    link = outside.get_by_role("link", name=f"Editie {number}", exact=True)
    for _ in range(60):
        outside.goto("/edities/")
        if link.count():
            break
        outside.wait_for_timeout(500)
    check_narrow(outside, "public editions")
    link.click()
    expect(outside.get_by_role("heading", level=1)).to_contain_text("Voortgangsrapportage")


def origins(outside: Page) -> None:
    """From a number to where it comes from, and on to what it was computed with."""
    outside.get_by_role("link", name="R1", exact=True).first.click()
    outside.locator("#R1").get_by_role("link").click()
    expect(outside.get_by_role("heading", name="Herkomst van R1")).to_be_visible()
    check_narrow(outside, "origin of a number")
    outside.get_by_role("link", name="C1", exact=True).click()
    expect(outside.get_by_text("Aanslagen 2024 in het actieplan")).to_be_visible()


def recognised(outside: Page, number: str, folder: Path) -> None:
    """The file is recognised, and with one sign more it is not."""
    file = folder / "editie.pdf"
    file.write_bytes(outside.request.get(f"/edities/{number}/bestand/pdf/").body())
    outside.goto("/edities/controleren/")
    outside.get_by_label("Bestand").set_input_files(file)
    outside.get_by_role("button", name="Controleren").click()
    expect(outside.get_by_text(f"Ongewijzigde editie {number}")).to_be_visible()
    check_narrow(outside, "hash known")
    changed = hashlib.sha256(file.read_bytes() + b" ").hexdigest()
    outside.get_by_label("Of: de hash (SHA-256)").fill(changed)
    outside.get_by_role("button", name="Controleren").click()
    expect(outside.get_by_text("Onbekend")).to_be_visible()


def correct(page: Page, final: str) -> str:
    """A fault is found: the secretariat asks for a correction; the address of its concept."""
    page.goto(final)
    page.get_by_text("Fout gevonden? Maak een correctie").click()
    page.get_by_label("Wat was er fout, en waarom?").fill("In hoofdstuk 4 stond een oude trekker.")
    page.get_by_role("button", name="Concept van de correctie maken").click()
    expect(page.get_by_text("Het concept van de correctie wordt gemaakt.")).to_be_visible()
    made(page)
    return page.url


def test_an_edition_goes_from_concept_to_correction(new_page: NewPage, tmp_path: Path) -> None:
    page, head, outside = new_page("secretaris"), new_page("hoofd"), new_page()
    final = establish(head, concept(page))
    number = final.rstrip("/").rsplit("/", 1)[1]
    assert outside.request.get(f"/edities/{number}/").status == 404
    send(page, final)
    published(outside, number)
    check_narrow(outside, "edition")
    origins(outside)
    recognised(outside, number, tmp_path)

    right = establish(head, correct(page, final))
    assert right.rstrip("/").endswith(f"{number}a")
    send(page, right)
    published(outside, f"{number}a")
    outside.goto(f"/edities/{number}/")
    expect(outside.get_by_text("Deze editie is gecorrigeerd")).to_be_visible()
    check_narrow(outside, "corrected edition")
