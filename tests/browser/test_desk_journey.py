"""A delivery from a file with faults to figures everybody sees, played by three people."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.looking import check_narrow, follow

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_HEAD = "gebied;soort gebied;periode;aantal"
FAULTY = f"{_HEAD}\nNederland;land;2026-K1;ca. 380\nRotterdam;;2026-K1;70\n"
GOOD = f"{_HEAD}\nNederland;land;2026-K1;381\nRotterdam;eenheid;2026-K1;70\n"
LATER = f"{_HEAD}\nNederland;land;2026-K1;610\nRotterdam;eenheid;2026-K1;71\n"


def _offer(page: Page, text: str, folder: Path, *, name: str, known_on: str) -> None:
    file = folder / f"{name}.csv"
    file.write_text(text, encoding="utf-8")
    page.goto("/cijfers/balie/aanbieden/")
    page.get_by_label("Bestand met cijfers").set_input_files(file)
    page.get_by_label("Titel").fill(f"Eerste kwartaal van 2026, {name}")
    page.get_by_label("Document of register").fill("Register aanslagen")
    page.get_by_label("Peildatum").fill(known_on)
    page.get_by_role("button", name="Aanbieden en laten lezen").click()


def _wait_until_read(page: Page) -> None:
    expect(page.get_by_role("link", name="Bekijk wat er is gelezen")).to_be_visible(timeout=30_000)
    page.reload()


def test_a_delivery_goes_from_faults_to_figures(new_page: NewPage, tmp_path: Path) -> None:
    owner, head = new_page("cijfer"), new_page("hoofd")

    _faults_are_told(owner, tmp_path)
    _another_releases(owner, head, tmp_path)
    _a_jump_asks_for_a_word(owner, tmp_path)
    _figures_are_taken_back(owner)


def _faults_are_told(owner: Page, folder: Path) -> None:
    """All of them, and nothing is taken over."""
    owner.goto("/cijfers/balie/aanbieden/")
    owner.get_by_role("button", name="Aanbieden en laten lezen").click()
    expect(owner.get_by_text("Kies het bestand met de cijfers.").first).to_be_visible()
    check_narrow(owner, "offering, with faults")
    _offer(owner, FAULTY, folder, name="fout", known_on="2026-04-10")
    _wait_until_read(owner)
    expect(owner.get_by_text("is niet precies. Vul het precieze aantal in.")).to_be_visible()
    expect(owner.get_by_text("kan een gemeente of een politie-eenheid zijn")).to_be_visible()
    check_narrow(owner, "a delivery with faults")
    owner.get_by_label("Reden").fill("Verbeterd bestand volgt.")
    owner.get_by_role("button", name="Levering terugnemen").click()
    expect(owner.get_by_role("heading", name="Teruggenomen")).to_be_visible()


def _another_releases(owner: Page, head: Page, folder: Path) -> None:
    """Who offered it cannot; the head finds it on the desk."""
    _offer(owner, GOOD, folder, name="goed", known_on="2026-04-10")
    _wait_until_read(owner)
    expect(owner.get_by_role("heading", name="Wacht op vrijgave")).to_be_visible()
    expect(owner.get_by_role("button", name="Vrijgeven")).to_have_count(0)
    head.goto("/cijfers/balie/")
    check_narrow(head, "the desk")
    follow(head, head.get_by_role("link", name="Eerste kwartaal van 2026, goed"))
    check_narrow(head, "a delivery that waits for release")
    head.get_by_role("button", name="Vrijgeven").click()
    expect(head.get_by_role("heading", name="Vrijgegeven")).to_be_visible(timeout=30_000)
    head.reload()
    # A report that another test asked for may be before it.
    head.get_by_role("link", name="Naar de cijfers van deze levering").click(timeout=60_000)
    expect(head.get_by_text("vrijgegeven door Hanna Jansen")).to_be_visible()
    check_narrow(head, "a released delivery")


def _a_jump_asks_for_a_word(owner: Page, folder: Path) -> None:
    """One count is much higher than a month before."""
    _offer(owner, LATER, folder, name="later", known_on="2026-05-10")
    _wait_until_read(owner)
    expect(owner.get_by_text("van 381 naar 610")).to_be_visible()
    owner.get_by_role("button", name="Uitleg bewaren").first.click()
    expect(owner.get_by_text("Schrijf wat er aan de hand is.").first).to_be_visible()
    unexplained = owner.locator("article.finding:not(:has(blockquote))")
    while unexplained.count():
        unexplained.first.locator("textarea").fill("Nageleverd.")
        unexplained.first.locator("button").click()
        expect(owner.get_by_text("De uitleg is bewaard.")).to_be_visible()
    check_narrow(owner, "a delivery that was explained")


def _figures_are_taken_back(owner: Page) -> None:
    """That is a delivery too."""
    owner.goto("/cijfers/")
    owner.get_by_role("link", name="Eerste kwartaal van 2026, goed").click()
    owner.get_by_role("link", name="Cijfers intrekken").click()
    owner.get_by_label("Waarom vervallen de cijfers?").fill("Uit het verkeerde register.")
    check_narrow(owner, "taking figures back")
    owner.get_by_role("button", name="Intrekking vragen").click()
    expect(owner.get_by_role("heading", name="Wacht op vrijgave")).to_be_visible()
    owner.goto("/cijfers/bestandsformaat/")
    check_narrow(owner, "the file format")
