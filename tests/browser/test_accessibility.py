"""Every page, for every role, wide and narrow: axe, reflow, and nothing the CSP had to stop."""

import os
from pathlib import Path

import pytest

from tests.browser.conftest import NewPage
from tests.browser.looking import check, follow

# One worker runs them all: they share a running portal.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_PUBLIC = [
    "/",
    "/inloggen/",
    "/toegankelijkheid/",
    "/privacy/",
    "/api/",
    "/postvak/",
    "/bestaat-niet/",
    "/doel/2025/",
    "/doel/2025/?peildatum=2025-12-19",
    "/gebieden/",
    "/gebieden/?naam=Atlantis",
    "/gebieden/PE-ROTTERDAM/",
    "/gebieden/GM0501/",
    "/toen-en-nu/?toen=2024-05-01",
]
_PARTNER = [
    "/dashboard/",
    "/maatregelen/",
    "/planning/",
    "/gaten/",
    "/dekking/",
    "/vergelijken/?van=2025-05-01",
    "/agenda/",
    "/registers/",
    "/berichten/mijn/",
    "/volgen/",
    "/maatregelen/afdruk/",
    "/zoeken/?q=woningen",
]
_OFFICE = [
    *_PARTNER,
    "/maatregelen/2.05/",
    "/maatregelen/2.05/?peildatum=2025-07-01",
    "/maatregelen/2.05/opvolging/",
    "/maatregelen/?peildatum=2025-07-01",
    "/dashboard/?peildatum=2025-07-01",
    "/dashboard/?peildatum=morgen",
    "/besluiten/",
    "/planversies/",
    "/partners/",
    "/partners/politie/",
    "/maatregelen/?woorden=niets-dat-bestaat",
    "/maatregelen/?pijler=3",
    "/zoeken/?q=handelinskader+politie",
    "/cijfers/",
    "/cijfers/plan-hoofdtekst-2024/",
    "/cijfers/tegenstrijdigheden/",
    "/cijfers/tegenstrijdigheden/?stand=gone",
    "/cijfers/tegenstrijdigheden/1/",
    "/rapportages/",
    "/registers/producten/",
    "/registers/knelpunten/",
    "/registers/moties-en-toezeggingen/1/",
    "/registers/bijeenkomsten/1/",
]
_SECRETARIAT = [
    *_OFFICE,
    "/maatregelen/2.05/status/",
    "/maatregelen/2.05/mijlpalen/",
    "/maatregelen/2.05/partners/",
    "/maatregelen/2.05/bijdrage/",
    "/partners/om/mensen/",
    "/besluiten/nieuw/",
    "/spoor/",
    "/registers/knelpunten/nieuw/",
    "/registers/moties-en-toezeggingen/1/wijzigen/",
    "/registers/gewenste-onderzoeken/volgorde/",
]
_DESK = [
    "/cijfers/balie/",
    "/cijfers/bestandsformaat/",
    "/cijfers/werkbank/",
    "/cijfers/werkbank/?definitie=I",
    "/cijfers/tegenstrijdigheden/",
    "/cijfers/tegenstrijdigheden/1/",
]
PAGES = {
    "": _PUBLIC,
    "buitenstaander": ["/dashboard/", "/maatregelen/", "/berichten/mijn/"],
    "aedes": [
        *_PARTNER,
        "/maatregelen/1.01/",
        "/registers/producten/12/",
        "/partners/aedes/cijfers/",
    ],
    "cijfer": [*_DESK, "/cijfers/balie/aanbieden/", "/cijfers/kamerstuk-28684-816/intrekken/"],
    "lezer": _OFFICE,
    "hoofd": [*_OFFICE, *_DESK, "/doel/2025/?als=publiek", "/gebieden/?als=kamer"],
    "secretaris": [
        *_SECRETARIAT,
        "/doel/nieuw/",
        "/partners/politie/cijfers/",
        "/berichten/",
        "/berichten/?stand=failed",
        "/maatregelen/bewerken/?pijler=1",
    ],
}
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images"


# The head and the reader see the same pages, less what the secretariat sees: one width each.
@pytest.mark.parametrize(
    ("person", "width"),
    [
        (person, width)
        for person in PAGES
        for width in (1280, 320)
        if (person, width) not in {("lezer", 320), ("hoofd", 1280)}
    ],
)
def test_pages_have_no_violation(new_page: NewPage, person: str, width: int) -> None:
    page = new_page(person, width=width)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    for address in PAGES[person]:
        page.goto(address)
        check(page, address)

    assert not [text for text in complaints if "Content Security Policy" in text]


@pytest.mark.parametrize("width", [1280, 320])
def test_pages_after_an_action_have_no_violation(new_page: NewPage, width: int) -> None:
    page = new_page("secretaris", width=width)
    page.goto("/maatregelen/6.02/")
    follow(page, page.get_by_role("button", name="Status opslaan"))
    check(page, "form with faults")
    page.goto("/registers/knelpunten/nieuw/")
    follow(page, page.get_by_role("button", name="Opslaan"))
    check(page, "register form with faults")
    page.goto("/registers/producten/1/")
    page.get_by_text("Bijlage toevoegen").click()
    follow(page, page.get_by_role("button", name="Toevoegen"))
    check(page, "attachment form with faults")


def test_pictures_of_the_documentation_can_be_taken(new_page: NewPage, tmp_path: Path) -> None:
    """`make pictures` keeps them in docs/images; every run shows that they can be made."""
    folder = PICTURES if "PICTURES" in os.environ else tmp_path
    page = new_page("lezer")
    page.goto("/dashboard/")

    page.screenshot(path=folder / "dashboard.png")

    assert (folder / "dashboard.png").stat().st_size > 10_000
