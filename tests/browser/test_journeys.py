"""What people come to do, in a real browser on a running portal."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, fill_in, sign_in
from tests.browser.looking import check_narrow, follow
from tests.portal import Portal

# One worker runs them all: they share a running portal.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def _change_status(page: Page, number: str, *, phase: str, explanation: str) -> None:
    page.goto(f"/maatregelen/{number}/")
    page.get_by_label("Fase").select_option(label=phase)
    page.get_by_label("Koers").select_option(label="Op schema")
    page.get_by_label("Toelichting").fill(explanation)


def test_secretary_changes_a_status_and_sees_it_in_the_history(new_page: NewPage) -> None:
    page = new_page("secretaris")
    _change_status(
        page, "2.03", phase="In uitvoering", explanation="Het kader ligt bij de parketten."
    )

    page.get_by_role("button", name="Status opslaan").click()

    expect(page.get_by_text("De status van maatregel 2.03 is gewijzigd.")).to_be_visible()
    history = page.locator(".timeline")
    expect(history).to_contain_text("Fase: nog niet gestart → in uitvoering")
    expect(history).to_contain_text("door Sanne de Vries")
    expect(history).to_contain_text("Het kader ligt bij de parketten.")


def test_the_second_of_two_people_sees_both_versions_and_loses_nothing(new_page: NewPage) -> None:
    first, second = new_page("secretaris"), new_page("secretaris2")
    _change_status(first, "3.02", phase="In voorbereiding", explanation="Eerste versie.")
    _change_status(second, "3.02", phase="In uitvoering", explanation="Tweede versie.")

    first.get_by_role("button", name="Status opslaan").click()
    expect(first.get_by_text("is gewijzigd.")).to_be_visible()
    second.get_by_role("button", name="Status opslaan").click()

    expect(second.get_by_role("heading", name="Iemand was u voor")).to_be_visible()
    expect(second.locator(".compare__side--theirs")).to_contain_text("Eerste versie.")
    expect(second.get_by_label("Toelichting")).to_have_value("Tweede versie.")
    second.get_by_role("button", name="Toch opslaan").click()
    expect(second.locator(".timeline")).to_contain_text("Tweede versie.")
    expect(second.locator(".timeline")).to_contain_text("Eerste versie.")


def test_every_fault_in_the_form_is_listed_with_a_way_to_its_field(new_page: NewPage) -> None:
    page = new_page("secretaris")
    page.goto("/maatregelen/4.01/")
    page.get_by_label("Koers").select_option(label="Geblokkeerd")
    page.get_by_role("button", name="Status opslaan").click()

    summary = page.locator("#fouten")
    expect(summary).to_contain_text("Schrijf waarom de status verandert.")
    expect(summary).to_contain_text("Schrijf wat er nodig is om verder te komen.")
    summary.get_by_role("link", name=re.compile("Toelichting")).click()
    expect(page.get_by_label("Toelichting")).to_be_focused()


def test_a_text_typed_after_the_session_ended_is_not_lost(new_page: NewPage) -> None:
    page = new_page("secretaris")
    _change_status(page, "4.02", phase="In uitvoering", explanation="Een lange en dierbare tekst.")
    session = [c for c in page.context.cookies() if c["name"] == "session"]
    assert session
    page.context.clear_cookies(name="session")

    page.get_by_role("button", name="Status opslaan").click()
    expect(page.get_by_text("Uw sessie is verlopen")).to_be_visible()
    fill_in(page, "secretaris")

    expect(page.get_by_text("Een lange en dierbare tekst.").first).to_be_visible()
    page.get_by_role("button", name="Alsnog versturen").click()
    expect(page.locator(".timeline")).to_contain_text("Een lange en dierbare tekst.")


def test_a_wrong_password_is_refused_in_a_sentence(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill("secretaris@demo.example")
    page.get_by_label("Wachtwoord").fill("verkeerd-wachtwoord")
    page.get_by_role("button", name="Inloggen", exact=True).click()

    expect(page.get_by_text("horen niet bij elkaar").first).to_be_visible()
    expect(page.get_by_label("E-mailadres")).to_have_value("secretaris@demo.example")


def test_aedes_sees_its_own_measures_and_is_refused_elsewhere(new_page: NewPage) -> None:
    page = new_page("aedes")
    page.goto("/maatregelen/")
    expect(page.get_by_role("heading", name="4 van 4 maatregelen")).to_be_visible()

    page.goto("/maatregelen/1.01/")
    expect(page.get_by_role("heading", name="Clausule over explosieven")).to_be_visible()
    expect(page.get_by_role("button", name="Status opslaan")).to_have_count(0)
    for address in ("/maatregelen/2.01/", "/rapportages/", "/cijfers/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404


def test_a_filtered_list_leaves_nothing_in_the_browser_and_goes_back(new_page: NewPage) -> None:
    page = new_page("lezer")
    page.goto("/maatregelen/")
    found = page.locator("#resultaten")
    everything = found.inner_text()

    page.get_by_label("Pijler").select_option(index=2)
    expect(page).to_have_url(re.compile("/maatregelen/[?].+"))
    expect(found).not_to_contain_text("Clausule over explosieven")
    kept = page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]")
    page.go_back()

    # Whoever signs in next in this window finds no page of before, only an address.
    assert kept == ["htmx-current-path-for-history"]
    expect(page).to_have_url(re.compile("/maatregelen/$"))
    expect(page.locator("#resultaten")).to_contain_text("Clausule over explosieven")
    assert page.locator("#resultaten").inner_text() == everything


def test_signing_out_closes_the_door(new_page: NewPage) -> None:
    page = new_page("lezer")
    page.get_by_role("button", name="Uitloggen").click()

    page.goto("/dashboard/")

    expect(page.get_by_role("heading", name="Inloggen")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_filters_narrow_the_list_and_stay_in_the_address(
    new_page: NewPage, *, javascript: bool
) -> None:
    page = new_page("lezer", javascript=javascript)
    page.goto("/maatregelen/")

    page.get_by_label("Partner").select_option(label="OM")
    page.get_by_label("Start").select_option(label="Waarmee wordt gestart")
    page.get_by_role("button", name="Filteren").click()

    expect(page.get_by_role("heading", name="9 van 31 maatregelen")).to_be_visible()
    assert "partner=om" in page.url
    page.reload()
    expect(page.get_by_role("heading", name="9 van 31 maatregelen")).to_be_visible()


def test_the_portal_works_with_the_keyboard(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Direct naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()


def _pdf(page: Page) -> bytes:
    answer = page.request.get(
        page.get_by_role("link", name=re.compile("Open de PDF")).get_attribute("href") or ""
    )
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
    return answer.body()


def test_a_report_is_asked_for_followed_and_never_changes(new_page: NewPage) -> None:
    page = new_page("secretaris")
    page.goto("/rapportages/")
    page.get_by_label("Periode t/m").fill("2099-01-01")
    follow(page, page.get_by_role("button", name="Concept maken"))
    check_narrow(page, "report form with faults")
    page.goto("/rapportages/")
    page.get_by_role("button", name="Concept maken").click()
    expect(page.get_by_role("heading", name="Voortgangsrapportage")).to_be_visible()
    check_narrow(page, "report in the making")
    expect(page.get_by_role("heading", name="Bestanden: klaar")).to_be_visible(timeout=240_000)
    check_narrow(page, "report that is ready")
    address, before = page.url, _pdf(page)
    document = page.request.get(f"{address}bestand/json/").body()

    _change_status(page, "5.05", phase="In uitvoering", explanation="Na het bevriezen.")
    page.get_by_role("button", name="Status opslaan").click()
    expect(page.get_by_text("is gewijzigd.")).to_be_visible()

    page.goto(address)
    assert _pdf(page) == before
    assert page.request.get(f"{address}bestand/json/").body() == document
    assert b"Na het bevriezen." not in document


def test_without_script_two_clicks_make_one_report_to_come_back_for(
    new_page: NewPage, portal: Portal
) -> None:
    page = new_page("secretaris", javascript=False)
    page.goto("/rapportages/")
    key = page.locator("input[name=request_key]").get_attribute("value")
    token = page.locator("form.form input[name=csrfmiddlewaretoken]").get_attribute("value")
    form: dict[str, str | float | bool] = {
        "csrfmiddlewaretoken": token or "",
        "request_key": key or "",
        "period_start": "2026-01-01",
        "period_end": "2026-06-30",
        "figures_as_of": "2026-06-30",
    }

    first = page.request.post("/rapportages/", form=form, headers={"Origin": portal.url})
    second = page.request.post("/rapportages/", form=form, headers={"Origin": portal.url})

    assert first.url == second.url
    assert portal.rows("SELECT count(*) FROM reports_edition WHERE period_end = '2026-06-30'") == [
        (1,)
    ]
    page.goto(first.url)
    # A person refreshes; the page offers the link for it as long as it is busy.
    refresh = page.get_by_role("link", name="Ververs deze pagina")
    for _ in range(240):
        if not refresh.count():
            break
        page.wait_for_timeout(1000)
        refresh.click()
        page.wait_for_load_state()
    _pdf(page)


def test_a_session_that_is_signed_in_elsewhere_keeps_the_text(new_page: NewPage) -> None:
    """A new sign-in in another tab makes the seal of the old form invalid."""
    page = new_page("secretaris2")
    _change_status(page, "4.03", phase="In uitvoering", explanation="Getypt voor het inloggen.")
    other = page.context.new_page()
    other.goto("/dashboard/")
    other.get_by_role("button", name="Uitloggen").click()
    sign_in(other, "secretaris2")

    page.get_by_role("button", name="Status opslaan").click()

    expect(page.get_by_text("Getypt voor het inloggen.").first).to_be_visible()
    page.get_by_role("button", name="Alsnog versturen").click()
    expect(page.locator(".timeline")).to_contain_text("Getypt voor het inloggen.")
