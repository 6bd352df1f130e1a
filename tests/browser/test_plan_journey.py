"""A secretary runs the plan for a year in one sitting: plan, move, split, stop, merge, answer."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.portal import Portal

# One worker runs them all: they share a running portal.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TODAY = timezone.localdate()
# Real first steps of ten measures, with days from now.
STEPS = {
    "1.04": ("Corporaties geïnformeerd over signalen", 40),
    "1.05": ("Eerste overleg met brancheverenigingen", 60),
    "1.06": ("Overzicht van technische hulpmiddelen", 90),
    "2.02": ("Expertisenetwerk van start", 30),
    "2.04": ("Strafvorderingsrichtlijn gepubliceerd", 120),
    "2.01": ("Landelijke regie ingericht", 75),
    "3.03": ("Kader informatie-uitwisseling vastgesteld", 150),
    "3.04": ("Overzicht van bevoegdheden gereed", 45),
    "4.03": ("Gewenste onderzoeken geprioriteerd", 100),
    "5.02": ("Communicatiestrategie vastgesteld", 80),
}
MOVED = {"2.04": 180, "3.03": 200, "5.02": 110}


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def plan(page: Page, number: str, title: str, days: int) -> None:
    page.goto(f"/maatregelen/{number}/mijlpalen/")
    page.get_by_label("Mijlpaal", exact=True).fill(title)
    page.get_by_label("Datum", exact=True).fill(day(days))
    page.get_by_role("button", name="Mijlpaal plannen").click()
    expect(page.get_by_text(f"Mijlpaal '{title}' is gepland.")).to_be_visible()


def move(page: Page, number: str, title: str, days: int) -> None:
    page.goto(f"/maatregelen/{number}/mijlpalen/")
    page.get_by_role("link", name=title).click()
    page.get_by_label("Nieuwe datum").fill(day(days))
    page.get_by_label("Waarom verschuift de datum?").fill("De partners vroegen meer tijd.")
    page.get_by_role("button", name="Datum verschuiven").click()
    expect(page.get_by_text("De mijlpaal is verschoven.")).to_be_visible()


def decide(page: Page, kind: str, *, ends: list[str], reason: str, onward: str = "") -> None:
    page.goto("/besluiten/nieuw/")
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("Waarom?").fill(reason)
    page.get_by_label("Maatregelen die eindigen").select_option(ends)
    if onward:
        page.get_by_label("Gaat verder als").select_option(onward)


def save_decision(page: Page) -> None:
    page.get_by_role("button", name="Besluit vastleggen").click()
    expect(page.get_by_text("Het besluit is vastgelegd.")).to_be_visible()


def new_measure(page: Page, part: int, number: str, title: str) -> None:
    page.get_by_label(f"Nummer van nieuwe maatregel {part}").fill(number)
    page.get_by_label(f"Titel van nieuwe maatregel {part}").fill(title)
    page.get_by_label(f"Tekst van nieuwe maatregel {part}").fill(f"{title}, zoals besloten.")


def test_a_year_of_the_secretariat(new_page: NewPage, portal: Portal, tmp_path: Path) -> None:
    page = new_page("secretaris")

    plan_the_year(page)
    decide_on_measures(page)
    answer_a_motion(page)
    rank_three_studies(page)
    upload_a_product(page, tmp_path)

    page.goto("/gaten/")
    expect(page.get_by_role("heading", name="Gaten-radar")).to_be_visible()
    page.goto(f"/vergelijken/?van={day(-1)}")
    ended = page.get_by_role("region", name="Geëindigd")
    expect(ended).to_contain_text("5.03")
    expect(page.get_by_role("region", name="Toegevoegd")).to_contain_text("5.93")
    assert "Het spoor klopt" in portal.manage("verify_trail")


def plan_the_year(page: Page) -> None:
    for number, (title, days) in STEPS.items():
        plan(page, number, title, days)
    for number, days in MOVED.items():
        move(page, number, STEPS[number][0], days)
    page.goto("/planning/")
    expect(page.get_by_role("heading", name="Planning van pijler 2")).to_be_visible()
    page.goto("/maatregelen/2.04/")
    expect(
        page.get_by_text("Gemeten aan de eerste planning is de maatregel 60 dagen")
    ).to_be_visible()


def decide_on_measures(page: Page) -> None:
    decide(page, "Gesplitst", ends=["5.03"], reason="Landelijk en lokaal gaan apart verder.")
    new_measure(page, 1, "5.91", "Netwerk, landelijk deel")
    new_measure(page, 2, "5.92", "Netwerk, lokaal deel")
    save_decision(page)
    decide(page, "Gestopt", ends=["6.01"], reason="Belegd buiten het Offensief.")
    save_decision(page)
    decide(page, "Samengevoegd", ends=["5.05", "5.06"], reason="Zij overlapten.")
    new_measure(page, 1, "5.93", "Materiaal voor ondernemers en gemeenten")
    save_decision(page)

    page.goto("/maatregelen/5.03/opvolging/")
    expect(page.get_by_role("heading", name="Waar is maatregel 5.03 gebleven?")).to_be_visible()
    expect(page.get_by_text("gesplitst in 5.91 en 5.92").first).to_be_visible()
    page.goto("/maatregelen/6.01/opvolging/")
    expect(page.get_by_text("Maatregel 6.01 is gestopt op").first).to_be_visible()


def answer_a_motion(page: Page) -> None:
    page.goto("/registers/moties-en-toezeggingen/")
    page.get_by_role("link", name="Eerste motie Mutluer").click()
    page.get_by_role("link", name="Wijzigen").first.click()
    page.get_by_label("Stand", exact=True).select_option(label="Afgedaan")
    page.get_by_label("Afgedaan op").fill(TODAY.isoformat())
    page.get_by_label("Hoe afgedaan").fill("Afgedaan met de oprichting van het Offensief.")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("is gewijzigd.")).to_be_visible()


def rank_three_studies(page: Page) -> None:
    """Number three to the front; then a gap, which is told in one sentence."""
    page.goto("/registers/gewenste-onderzoeken/volgorde/")
    places = page.get_by_label("Plaats")
    for position, place in enumerate((2, 3, 1)):
        places.nth(position).fill(str(place))
    page.get_by_role("button", name="Volgorde opslaan").first.click()
    expect(page.get_by_text("volgorde").first).to_be_visible()
    page.goto("/registers/gewenste-onderzoeken/")
    expect(page.locator("tbody tr").first).to_contain_text("W-3")

    page.goto("/registers/gewenste-onderzoeken/volgorde/")
    page.get_by_label("Plaats").nth(6).fill("9")
    page.get_by_role("button", name="Volgorde opslaan").first.click()
    expect(page.locator("#fouten, .utrecht-alert--error").first).to_be_visible()


def upload_a_product(page: Page, folder: Path) -> None:
    """The wrong file with the right name first, then the right one."""
    wrong, right = folder / "kader.pdf", folder / "echt-kader.pdf"
    wrong.write_text("<html>geen pdf</html>")
    right.write_bytes(b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    page.goto("/registers/producten/1/")
    for path, said in ((wrong, "webpagina"), (right, "is toegevoegd")):
        summary = page.get_by_text("Bijlage toevoegen", exact=True)
        if summary.count():
            summary.first.click()
        page.get_by_label("Bestand").set_input_files(path)
        page.get_by_role("button", name="Toevoegen", exact=True).click()
        expect(page.get_by_text(said).first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="echt-kader.pdf", exact=True).click()
    assert download.value.path().read_bytes() == right.read_bytes()
