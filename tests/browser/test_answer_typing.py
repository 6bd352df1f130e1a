"""Typing an answer: leaving, another tab, a lost connection or a wrong button lose no text."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.looking import check_narrow
from tests.portal import Portal, wait_until

# One worker runs them all: they share a running portal.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# A measure that no other journey touches.
PREPARE = """
from datetime import timedelta
from django.utils import timezone
from measures.models import Measure, Partner
from measures.rounds.services import keeping
from measures.services import responsibility
from measures.statuses import InvolvementRole
from offensief.accounts.models import User
from offensief.lib.workdays import add_workdays
from tests.rounds import assess, planned_round
by = User.objects.get(email='secretaris@demo.example')
today = timezone.localdate()
measure = Measure.objects.get(number='3.05')
responsibility.assign(measure=measure, partner=Partner.objects.get(key='vng'),
    role=InvolvementRole.LEAD, specifier='', valid_from=today, by=by)
assess('3.05', by)
round_ = planned_round(by, title='Typen', scope=(measure,), announces_on=today,
    opens_on=today + timedelta(days=1), deadline_on=add_workdays(today, 15),
    closes_on=add_workdays(today, 25), figures_as_of=today,
    period_start=today.replace(month=1, day=1), period_end=today.replace(month=1, day=31))
print(keeping.open_round(round_=round_, by=by).number)
"""
TEXT, NOTE = "Tekst voor de rapportage", "Notitie voor het secretariaat"
BEFORE = "De eerste afspraken zijn gemaakt."
FAILED = "Niet opgeslagen. Uw tekst staat nog op deze pagina."


@pytest.fixture(scope="module")
def address(portal: Portal) -> str:
    """The page about one measure, in a round of its own."""
    number = portal.manage("shell", "-v", "0", "-c", PREPARE).split()[-1]
    return f"/uitvraag/{number}/vng/3.05/"


@pytest.fixture
def open_page(new_page: NewPage, portal: Portal, address: str) -> Callable[..., Page]:
    """The page of the answer, put back to the answer of before."""
    first = new_page("vng", javascript=False)
    first.goto(address)
    back = first.get_by_role("button", name="Zet alles terug")
    if back.count():
        back.click()

    def make(**how: bool) -> Page:
        page = new_page("vng", **how)
        page.goto(address)
        return page

    return make


def kept(portal: Portal) -> str:
    rows = portal.rows(
        "SELECT a.text FROM rounds_answer a JOIN measures_measure m ON m.id = a.measure_id"
        " JOIN rounds_round r ON r.id = a.round_id WHERE m.number = '3.05' AND r.title = 'Typen'"
    )
    return str(rows[0][0])


def history(portal: Portal) -> str:
    return str(portal.rows("SELECT payload FROM rounds_roundevent WHERE answer_id IS NOT NULL"))


def field(page: Page, label: str = TEXT) -> Locator:
    return page.get_by_role("textbox", name=label)


def test_what_is_typed_is_saved_a_second_after_the_last_key(
    open_page: Callable[..., Page], portal: Portal
) -> None:
    page = open_page()

    field(page).fill("Getypt zonder het veld te verlaten.")

    expect(page.get_by_text("Opgeslagen om")).to_be_visible()
    assert kept(portal) == "Getypt zonder het veld te verlaten."
    expect(field(page)).to_be_focused()


@pytest.mark.parametrize(
    ("name", "leave"),
    [
        ("link", lambda page: page.get_by_role("link", name="Terug naar het overzicht").click()),
        ("reload", lambda page: page.reload()),
        ("back", lambda page: page.go_back()),
        ("close", lambda page: page.close()),
    ],
)
def test_who_leaves_at_once_loses_nothing(
    open_page: Callable[..., Page], portal: Portal, name: str, leave: Callable[[Page], None]
) -> None:
    page = open_page()

    field(page).fill(f"Meteen weg: {name}.")
    leave(page)

    wait_until(lambda: kept(portal) == f"Meteen weg: {name}.", seconds=5, what=name)


@pytest.mark.parametrize("how", [{}, {"javascript": False}])
def test_unchanged_keeps_what_was_typed_and_says_why_it_cannot(
    open_page: Callable[..., Page], portal: Portal, how: dict[str, bool]
) -> None:
    page = open_page(**how)

    field(page).fill("Toch iets nieuws.")
    page.get_by_role("button", name="Ongewijzigd").click()

    expect(page.get_by_text("zet het antwoord eerst terug").first).to_be_visible()
    expect(field(page)).to_have_value("Toch iets nieuws.")
    assert kept(portal) == "Toch iets nieuws."


@pytest.mark.parametrize("how", [{}, {"javascript": False}])
def test_putting_back_leaves_what_was_typed_in_the_history(
    open_page: Callable[..., Page], portal: Portal, how: dict[str, bool]
) -> None:
    page = open_page(**how)
    field(page).fill("Eerste poging.")
    page.get_by_role("button", name="Opslaan").click()
    # Going back while the next page is still on its way is refused by the browser.
    expect(page.get_by_text("Uw antwoord over maatregel 3.05 is opgeslagen.")).to_be_visible()
    page.go_back()
    page.reload()

    field(page).fill(f"Net getypt {len(how)}.")
    page.get_by_role("button", name="Zet alles terug").click()

    expect(page.get_by_text("Alles staat weer zoals")).to_be_visible()
    expect(field(page)).to_have_value(BEFORE)
    assert f"Net getypt {len(how)}." in history(portal)
    assert kept(portal) == BEFORE


def test_enter_in_a_field_saves_and_presses_no_other_button(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.get_by_text("Resultaat", exact=True).first.click()

    page.get_by_label("Resultaat", exact=True).press("Enter")

    expect(page.get_by_text("Uw antwoord over maatregel 3.05 is opgeslagen.")).to_be_visible()


def typing_while_it_is_saved(page: Page, first: str, keys: tuple[str, ...]) -> None:
    """Press keys while the save of the first text is on its way."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/3.05/", hold, times=1)
    with page.expect_request("**/3.05/"):
        field(page).fill(first)
    for key in keys:
        page.keyboard.press(key)
    waiting[0].continue_()


def test_keys_pressed_while_the_page_is_renewed_stay_with_their_cursor(
    open_page: Callable[..., Page], portal: Portal
) -> None:
    page, other = open_page(), open_page()
    field(other, NOTE).fill("Uit de andere tab.")
    expect(other.get_by_text("Opgeslagen om")).to_be_visible()

    typing_while_it_is_saved(page, "Begin en eind.", ("Home", "ArrowRight", "X"))

    expect(field(page, NOTE)).to_have_value("Uit de andere tab.")
    expect(field(page)).to_have_value("BXegin en eind.")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Y")
    expect(field(page)).to_have_value("BXYegin en eind.")
    wait_until(lambda: kept(portal) == "BXYegin en eind.", seconds=5, what="saved by itself")


def test_a_conflict_keeps_the_text_of_who_types(open_page: Callable[..., Page]) -> None:
    page, other = open_page(), open_page()
    field(other).fill("Uit de andere tab.")
    expect(other.get_by_text("Opgeslagen om")).to_be_visible()

    typing_while_it_is_saved(page, "Van hier.", ("End", "!"))

    expect(page.get_by_text("ook op een andere plek gewijzigd")).to_be_visible()
    expect(page.get_by_text("Uit de andere tab.")).to_be_visible()
    expect(field(page)).to_have_value("Van hier.!")
    expect(field(page)).to_be_focused()
    check_narrow(page, "answer with a conflict")


def test_a_save_without_a_connection_is_told(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.route("**/3.05/", lambda route: route.abort())

    field(page).fill("Zonder verbinding.")

    expect(page.get_by_role("alert")).to_contain_text(FAILED)
    check_narrow(page, "answer that was not saved")
    page.unroute_all()
    field(page).press("End")
    page.keyboard.type(" En weer met.")
    expect(page.get_by_text("Opgeslagen om")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_save_after_signing_out_elsewhere_is_told(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.context.clear_cookies(name="session")

    field(page).fill("Na het uitloggen.")

    expect(page.get_by_role("alert")).to_contain_text(FAILED)
    expect(field(page)).to_have_value("Na het uitloggen.")


def test_after_signing_an_old_tab_says_so_and_gives_the_text_to_copy(
    open_page: Callable[..., Page],
) -> None:
    # The last one here: nothing can be typed after it.
    page, signer = open_page(), open_page(javascript=False)
    signer.get_by_role("button", name="Ongewijzigd").click()
    signer.get_by_role("button", name="Ondertekenen en indienen").click()

    field(page).fill("Uit een oude tab.")
    expect(page.get_by_role("alert")).to_contain_text(FAILED)
    page.get_by_role("button", name="Opslaan").click()

    expect(page.get_by_role("alert")).to_contain_text("Dit is niet opgeslagen")
    expect(page.get_by_text("Uit een oude tab.")).to_be_visible()
    check_narrow(page, "answer that was signed meanwhile")
