"""A whole round with everybody in it: asked, answered in four ways, returned, approved, closed."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from offensief.lib.workdays import add_workdays
from tests.browser.conftest import NewPage
from tests.browser.looking import check_narrow, follow
from tests.browser.posting import as_browser, post
from tests.portal import Portal, wait_until

# One worker runs them all: they share a running portal.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TODAY = timezone.localdate()
TITLE = "Voortgang eerste halfjaar"
# Measures that no other journey touches, with who leads them.
LEADS = {"4.01": "aedes", "4.04": "aedes", "4.06": "politie", "2.03": "om", "5.07": "vng"}
UNCHANGED = ("4.01", "4.04")
MOST_TAPS = 12
PREPARE = """
from measures.models import Measure, Partner
from measures.services import responsibility, status
from measures.statuses import Course, InvolvementRole, Phase
from offensief.accounts.models import User
from django.utils import timezone
by = User.objects.get(email='secretaris@demo.example')
for number, key in {leads}.items():
    responsibility.assign(
        measure=Measure.objects.get(number=number), partner=Partner.objects.get(key=key),
        role=InvolvementRole.LEAD, specifier='', valid_from=timezone.localdate(), by=by)
for number in {unchanged}:
    measure = Measure.objects.get(number=number)
    status.change_status(measure=measure, version=measure.version, by=by,
        change=status.StatusChange(phase=Phase.UNDERWAY, course=Course.ON_TRACK,
            explanation='De eerste afspraken zijn gemaakt.'))
"""


def test_a_round_from_plan_to_feedback(new_page: NewPage, portal: Portal, tmp_path: Path) -> None:
    portal.manage("shell", "-c", PREPARE.format(leads=LEADS, unchanged=UNCHANGED))
    secretary, colleague = new_page("secretaris"), new_page("secretaris2")

    number = plan(secretary)
    secretary.get_by_role("button", name="Nu openen").click()
    expect(secretary.get_by_text("De ronde is open.")).to_be_visible()

    answer_on_a_phone(new_page, number)
    answer_by_form(new_page, number)
    answer_by_workbook(new_page, number, tmp_path)
    remind(secretary, number)

    return_both(colleague, number)
    answer_the_questions(new_page, number)
    approve_at_once(secretary, colleague, portal, number)
    go_on_without(secretary, number)
    finish(secretary, new_page, number)

    assert "Alles klopt" in portal.manage("verify_rounds")
    assert "Het spoor klopt" in portal.manage("verify_trail")


def plan(page: Page) -> str:
    """A round about five measures, with what is missing settled."""
    page.goto("/rondes/nieuw/")
    days = {
        "Aankondiging op": TODAY,
        "Opent op": TODAY + timedelta(days=1),
        "Uiterlijk op": add_workdays(TODAY, 8),
        "Sluit op": add_workdays(TODAY, 20),
        "Peildatum van de cijfers": TODAY,
    }
    page.get_by_label("Titel").fill(f"{TITLE} {TODAY.year}")
    for label, day in days.items():
        page.get_by_label(label, exact=True).fill(day.isoformat())
    page.get_by_label("Periode vanaf").fill("2026-01-01")
    page.get_by_label("Periode t/m").fill("2026-06-30")
    for measure in LEADS:
        page.get_by_label(measure).check()
    check_narrow(page, "new round")
    page.get_by_role("button", name="Concept maken").click()
    expect(page.get_by_text("staat er als concept")).to_be_visible()
    check_narrow(page, "planning of a round")

    page.get_by_role("button", name="Ronde plannen").click()
    expect(page.get_by_text("Er is nog iets niet geregeld.")).to_be_visible()
    while page.get_by_role("button", name="Accepteren").count():
        page.get_by_role("button", name="Accepteren").first.click()
    page.get_by_role("button", name="Ronde plannen").click()
    expect(page.get_by_text("De ronde is gepland")).to_be_visible()
    return page.url.rstrip("/").rpartition("/")[2]


def answer_on_a_phone(new_page: NewPage, number: str) -> None:
    """Two unchanged measures, from the mail to the signature. Every touch is counted."""
    reader = new_page()
    link = link_in_mail(reader, "Aron Mulder", "Beantwoord de vragen")
    # A program that checks mail follows the link: nothing happens by that.
    assert reader.request.get(link).status == 200
    phone = new_page(width=360)
    phone.goto(link)
    taps = Counter(link=1)
    check_narrow(phone, "personal link")

    def tap(name: str) -> None:
        phone.get_by_role("button", name=name, exact=True).click()
        taps[name] += 1

    tap("Open mijn vragen")
    check_narrow(phone, "what is asked")
    for measure in UNCHANGED:
        tap(f"Ongewijzigd: maatregel {measure}")
    tap("Ondertekenen en indienen")

    expect(phone.get_by_text("Ingediend. U krijgt een bewijs per mail")).to_be_visible()
    assert taps.total() <= MOST_TAPS
    check_narrow(phone, "handed in")
    # The link opens this and nothing else.
    assert phone.goto(f"/uitvraag/{number}/politie/").status == 404  # type: ignore[union-attr]
    phone.goto("/maatregelen/")
    expect(phone.get_by_role("heading", name="Inloggen")).to_be_visible()
    found = mail(reader, "Aron Mulder", "Bewijs van indienen")
    with reader.expect_download() as download:
        found.get_by_role("link", name="bewijs-").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def mail(page: Page, name: str, words: str) -> Locator:
    """The newest mail to this person with these words in its subject, opened."""
    found = page.get_by_role("listitem").filter(has_text=name).filter(has_text=words)

    def there() -> bool:
        page.goto("/postvak/")
        return found.count() > 0

    wait_until(there, seconds=240, what=f"mail to {name}: {words}")
    found.first.get_by_text("Lees de mail").click()
    return found.first


def link_in_mail(page: Page, name: str, words: str) -> str:
    """Where the personal link in this mail leads."""
    link = mail(page, name, words).get_by_role("link", name="Open mijn vragen")
    return link.get_attribute("href") or ""


def answer_by_form(new_page: NewPage, number: str) -> None:
    """An editor types, corrects and lays it before the signer, who declines first."""
    editor = new_page("politie")
    expect(editor.get_by_text("Er wordt iets van Politie gevraagd")).to_be_visible()
    editor.goto(f"/uitvraag/{number}/politie/4.06/")
    editor.get_by_label("Fase").select_option(label="In uitvoering")
    editor.get_by_label("Koers").select_option(label="Vertraagd")
    text = editor.get_by_label("Tekst voor de rapportage")
    text.fill("Eerste tekst.")
    text.blur()
    # Saved by itself; the page says what is missing without a press on a button.
    expect(editor.get_by_text("Opgeslagen om")).to_be_visible()
    expect(editor.get_by_text("Schrijf wat er nodig is om verder te komen.")).to_be_visible()
    check_narrow(editor, "answer with something missing")
    editor.get_by_role("link", name="Wat is er nodig?").click()
    editor.get_by_label("Wat is er nodig?").fill("Meer rechercheurs.")
    editor.get_by_role("button", name="Opslaan").click()
    expect(editor.get_by_text("Uw antwoord over maatregel 4.06 is opgeslagen.")).to_be_visible()
    expect(editor.get_by_role("button", name="Ondertekenen en indienen")).to_have_count(0)
    editor.get_by_role("button", name="Ter ondertekening leggen").click()
    chief = new_page("politie.chef")
    decline(chief, number)
    correct(editor, number)
    chief.reload()
    chief.get_by_role("button", name="Ondertekenen en indienen").click()
    expect(chief.get_by_text("Ingediend. U krijgt een bewijs per mail")).to_be_visible()


def decline(chief: Page, number: str) -> None:
    """Not without saying why."""
    chief.goto(f"/uitvraag/{number}/politie/")
    chief.get_by_text("Niet ondertekenen").first.click()
    chief.get_by_role("button", name="Niet ondertekenen").click()
    expect(chief.get_by_text("Schrijf waarom u niet ondertekent.")).to_be_visible()
    chief.get_by_label("Waarom ondertekent u niet?").fill("Noem ook de regio.")
    chief.get_by_role("button", name="Niet ondertekenen").click()


def correct(editor: Page, number: str) -> None:
    """The editor reads why, and lays it before the signer again."""
    editor.goto(f"/uitvraag/{number}/politie/")
    expect(editor.get_by_text("Noem ook de regio.")).to_be_visible()
    editor.goto(f"/uitvraag/{number}/politie/4.06/")
    editor.get_by_label("Tekst voor de rapportage").fill("In alle regio's zijn camera's geteld.")
    editor.get_by_role("button", name="Opslaan").click()
    editor.get_by_role("button", name="Ter ondertekening leggen").click()


def answer_by_workbook(new_page: NewPage, number: str, folder: Path) -> None:
    """Offline in a workbook, while a colleague changes the same field in the portal."""
    page = new_page("vng")
    page.goto(f"/uitvraag/{number}/vng/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Werkboek downloaden (Excel)").click()
    path = folder / "werkboek.xlsx"
    download.value.save_as(path)
    page.goto(f"/uitvraag/{number}/vng/5.07/")
    page.get_by_label("Tekst voor de rapportage").fill("In het portaal getypt.")
    page.get_by_role("button", name="Opslaan").click()

    fill_in(path, {"phase": "In uitvoering", "course": "Op schema", "text": "In Excel getypt."})
    page.goto(f"/uitvraag/{number}/vng/werkboek/")
    check_narrow(page, "upload of a workbook")
    page.get_by_label("Werkboek").set_input_files(path)
    page.get_by_role("button", name="Uploaden en bekijken").click()
    expect(page.get_by_role("heading", name="Wat uw werkboek verandert")).to_be_visible()
    check_narrow(page, "preview of a workbook with a conflict")
    page.get_by_label("In Excel getypt.").check()
    follow(page, page.get_by_role("button", name="Wijzigingen overnemen"))
    page.goto(f"/uitvraag/{number}/vng/5.07/")
    expect(page.get_by_label("Tekst voor de rapportage")).to_have_value("In Excel getypt.")
    page.goto(f"/uitvraag/{number}/vng/")
    # An upload never hands in: that is a deed of its own.
    expect(page.get_by_text("Bezig", exact=True)).to_be_visible()
    page.get_by_role("button", name="Ondertekenen en indienen").click()
    expect(page.get_by_text("Ingediend. U krijgt een bewijs per mail")).to_be_visible()


def fill_in(path: Path, answers: dict[str, str]) -> None:
    """Type these answers in the column that may be changed, as in Excel."""
    book = load_workbook(path)
    sheet = book["Antwoorden"]
    for row in sheet.iter_rows():
        code = str(row[5].value or "")
        name = code.partition("|")[2]
        if name in answers:
            row[3].value = answers[name]
    book.save(path)


def remind(page: Page, number: str) -> None:
    """Only the public prosecutor has not answered."""
    page.goto(f"/rondes/{number}/")
    check_narrow(page, "cockpit")
    expect(page.get_by_role("row").filter(has_text="Openbaar Ministerie")).to_contain_text(
        "Niet bekeken"
    )
    page.goto(f"/rondes/{number}/herinneren/")
    expect(page.get_by_label("Openbaar Ministerie")).to_be_checked()
    check_narrow(page, "reminding")
    page.get_by_role("button", name="Voorbeeld bekijken").click()
    expect(page.get_by_role("heading", name="Herinnering bekijken")).to_be_visible()
    check_narrow(page, "preview of a reminder")
    page.get_by_role("button", name="Versturen").click()
    mail(page, "Omar Willems", "")
    page.goto(f"/rondes/{number}/berichten/")
    check_narrow(page, "messages of a round")


def return_both(page: Page, number: str) -> None:
    """Both measures of Aedes go back, each with a question; the first time a reason is missing."""
    page.goto(f"/rondes/{number}/partners/aedes/")
    for measure in UNCHANGED:
        page.get_by_label(f"Terugsturen met een vraag over {measure}").check()
        page.get_by_label(f"Uw vraag over {measure}").fill(f"Wat is er bij {measure} bereikt?")
    check_narrow(page, "review")
    page.get_by_label("Uiterlijk op").first.fill(add_workdays(TODAY, 12).isoformat())
    page.get_by_role("button", name="Terugsturen", exact=True).click()
    expect(page.get_by_text("Schrijf waarom.").first).to_be_visible()
    expect(page.get_by_role("button", name="Goedkeuren en overnemen")).to_be_visible()
    expect(page.get_by_label(f"Uw vraag over {UNCHANGED[0]}")).not_to_be_empty()
    page.get_by_label("Waarom?").first.fill("Graag met resultaat.")
    page.get_by_role("button", name="Terugsturen", exact=True).click()
    expect(page.get_by_text("De inzending is teruggestuurd.")).to_be_visible()


def answer_the_questions(new_page: NewPage, number: str) -> None:
    """Aedes signs in this time, answers both questions and hands in again."""
    page = new_page("aedes")
    page.goto(f"/uitvraag/{number}/aedes/")
    expect(page.get_by_text("Graag met resultaat.").first).to_be_visible()
    for measure in UNCHANGED:
        page.goto(f"/uitvraag/{number}/aedes/{measure}/")
        expect(page.get_by_text(f"Wat is er bij {measure} bereikt?")).to_be_visible()
        page.get_by_label("Tekst voor de rapportage").fill(f"Bij {measure} is een kader gereed.")
        page.get_by_role("button", name="Opslaan").click()
        expect(page.get_by_text(f"maatregel {measure} is opgeslagen")).to_be_visible()
    page.get_by_role("button", name="Ondertekenen en indienen").click()
    expect(page.get_by_text("Opnieuw ingediend").first).to_be_visible()


def approve_at_once(secretary: Page, colleague: Page, portal: Portal, number: str) -> None:
    """Eight presses on two desks give one approval; the others see that it was done."""
    colleague.goto(f"/rondes/{number}/partners/aedes/")
    expect(colleague.get_by_text("Gewijzigd sinds de eerste inzending").first).to_be_visible()
    check_narrow(colleague, "review of what was handed in again")
    for key in ("aedes", "politie", "vng"):
        where = f"{portal.url}/rondes/{number}/partners/{key}/"
        desks = []
        for page in (secretary, colleague):
            page.goto(where)
            version = page.locator("input[name=version]").first.get_attribute("value") or ""
            headers, seal = as_browser(page, portal)
            desks.append((headers, {**seal, "act": "goedkeuren", "version": version}))

        with ThreadPoolExecutor(8) as pool:
            sent = [
                pool.submit(post, f"{where}stap/", desks[n % 2][1], desks[n % 2][0])
                for n in range(8)
            ]
            codes = Counter(future.result() for future in sent)

        assert codes == {302: 1, 409: 7}, key
    assert portal.rows(
        "SELECT count(*) FROM rounds_roundevent e JOIN rounds_round r ON r.id = e.round_id"
        " WHERE e.step = 'approve' AND r.title LIKE 'Voortgang eerste halfjaar%'"
    ) == [(3,)]
    secretary.goto("/maatregelen/4.06/")
    expect(secretary.get_by_text("In alle regio's zijn camera's geteld.").first).to_be_visible()
    expect(secretary.get_by_text("Vertraagd").first).to_be_visible()


def go_on_without(page: Page, number: str) -> None:
    """The public prosecutor gets more time, and then the round goes on without."""
    page.goto(f"/rondes/{number}/partners/om/")
    page.get_by_text("Uitstel geven").first.click()
    page.get_by_label("Waarom?").first.fill("Gevraagd per mail.")
    page.get_by_label("Uiterlijk op").first.fill(add_workdays(TODAY, 15).isoformat())
    page.get_by_role("button", name="Uitstel geven").click()
    expect(page.get_by_text("De partner heeft uitstel.")).to_be_visible()
    page.get_by_text("Zonder deze partner verder gaan").click()
    page.get_by_label("Waarom is er niets ingediend?").fill("Geen capaciteit in deze periode.")
    page.get_by_role("button", name="Zonder deze partner verder").click()
    expect(page.get_by_text("De ronde gaat verder zonder deze partner.")).to_be_visible()


def finish(page: Page, new_page: NewPage, number: str) -> None:
    """Close, freeze, establish, send; then Aedes reads what became of its answers."""
    page.goto(f"/rondes/{number}/")
    page.get_by_role("button", name="Ronde sluiten").click()
    page.get_by_role("button", name="Bevriezen en rapportage maken").click()
    expect(page.get_by_text("De ronde is bevroren.")).to_be_visible()
    expect(page.get_by_role("heading", name="Bestanden: klaar")).to_be_visible(timeout=90_000)
    head = new_page("hoofd")
    head.goto(f"/rondes/{number}/")
    follow(head, head.get_by_role("link", name="Naar de rapportages"))
    row = head.get_by_role("row").filter(has_text="2026-concept").first
    follow(head, row.get_by_role("link").first)
    check_narrow(head, "concept to establish")
    head.get_by_role("button", name="Vaststellen").click()
    expect(head.get_by_text("Vastgesteld als editie")).to_be_visible()
    page.goto(head.url)
    expect(page.get_by_role("heading", name="Bestanden: klaar")).to_be_visible(timeout=90_000)
    page.get_by_role("link", name="Ververs deze pagina").click()
    page.get_by_label("Kamerstuk").first.fill("28684-999")
    page.get_by_role("button", name="Verzending vastleggen").click()
    expect(page.get_by_text("Deze editie is openbaar vanaf")).to_be_visible()

    partner = new_page("aedes")
    partner.goto(f"/uitvraag/{number}/aedes/")
    partner.get_by_role("link", name="Lees wat er met uw antwoorden is gebeurd").click()
    expect(partner.get_by_text("Na een vraag van het secretariaat aangevuld").first).to_be_visible()
    expect(partner.get_by_text("Van de 4 partners dienden er 3 op tijd in")).to_be_visible()
    check_narrow(partner, "feedback")
