"""From an invitation to a first sign-in, with an app and with a passkey; and a lost telephone."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.browser.conftest import DASHBOARD, NewPage, fill_in
from tests.browser.looking import check_narrow, follow
from tests.portal import Portal, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("people")]

PASSWORD = "drie blauwe fietsen in de regen"


def _invite(keeper: Page, name: str, email: str) -> None:
    keeper.goto("/mensen/")
    check_narrow(keeper, "people")
    keeper.get_by_role("link", name="Iemand uitnodigen").click()
    keeper.get_by_label("Naam").fill(name)
    keeper.get_by_label("E-mailadres").fill(email)
    keeper.get_by_label("Rol in het hele portaal").select_option(label="lezer")
    check_narrow(keeper, "invite somebody")
    keeper.get_by_role("button", name="Uitnodigen").click()
    expect(keeper.get_by_text("krijgt een uitnodiging.")).to_be_visible()
    check_narrow(keeper, "one account")


def _choose_password(page: Page, name: str) -> None:
    """With the address in the mail; first one that is too easy."""
    # The head gets a mail about this person too.
    mail = page.get_by_role("listitem").filter(has_text=name).filter(has_text="U krijgt toegang")

    def there() -> bool:
        page.goto("/postvak/")
        return mail.count() > 0

    wait_until(there, seconds=120, what=f"mail to {name}")
    mail.first.get_by_text("Lees de mail").click()
    link = mail.first.get_by_role("link", name="Kies een wachtwoord")
    page.goto(link.get_attribute("href") or "")
    page.get_by_label("Wachtwoord").fill("welkom-offensief-26")
    page.get_by_role("button", name="Wachtwoord bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("makkelijk te raden")
    check_narrow(page, "choose a password")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Wachtwoord bewaren").click()
    expect(page.get_by_text("Uw wachtwoord is bewaard.")).to_be_visible()


def _give_password(page: Page, email: str) -> None:
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_somebody_is_invited_and_comes_in_with_an_app(new_page: NewPage) -> None:
    keeper, page = new_page("beheerder"), new_page()
    _invite(keeper, "Nadia Nieuw", "nadia@demo.example")
    _choose_password(page, "Nadia Nieuw")
    check_narrow(page, "sign in")
    _give_password(page, "nadia@demo.example")

    expect(page.get_by_text("Stel eerst een tweede stap in")).to_be_visible()
    check_narrow(page, "account without second factor")
    page.goto("/dashboard/")
    expect(page.get_by_role("heading", name="Mijn account")).to_be_visible()
    follow(page, page.get_by_role("link", name="App koppelen"))
    check_narrow(page, "link an app")
    page.get_by_label("Code uit de app").fill(_code(page.locator("#app-secret").inner_text()))
    page.get_by_role("button", name="App koppelen").click()
    expect(page.get_by_text("U ziet deze codes één keer")).to_be_visible()
    check_narrow(page, "recovery codes")
    recovery = page.locator(".codes code").first.inner_text()
    page.goto("/dashboard/")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()

    page.get_by_role("button", name="Uitloggen").click()
    _give_password(page, "nadia@demo.example")
    check_narrow(page, "second factor")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    page.goto("/account/apparaten/")
    check_narrow(page, "devices")


def test_a_role_is_given_and_taken_with_a_reason(new_page: NewPage) -> None:
    keeper = new_page("beheerder")
    keeper.goto("/mensen/")
    keeper.get_by_role("link", name=re.compile("Omar Willems")).click()
    keeper.get_by_label("Welke rol krijgt deze persoon?").select_option(label="lezer")
    keeper.get_by_role("button", name="Rol geven").click()
    expect(keeper.get_by_role("alert")).to_contain_text(
        "Vul in waarom deze persoon deze rol krijgt."
    )
    check_narrow(keeper, "give a role")
    keeper.get_by_label("Waarom krijgt deze persoon deze rol?").fill("Leest mee in het onderzoek.")
    keeper.get_by_role("button", name="Rol geven").click()
    expect(keeper.get_by_text("De rollen zijn gewijzigd.")).to_be_visible()

    keeper.get_by_label("Welke rol gaat weg?").select_option(label="lezer")
    keeper.get_by_label("Waarom gaat deze rol weg?").fill("Het onderzoek is klaar.")
    keeper.get_by_role("button", name="Rol intrekken").click()
    expect(keeper.get_by_text("De rollen zijn gewijzigd.")).to_be_visible()
    expect(keeper.get_by_role("button", name="Rol intrekken")).to_have_count(0)


def test_a_passkey_signs_in_without_a_password_and_confirms(
    new_page: NewPage, portal: Portal
) -> None:
    page = new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    finger = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": finger})
    page.goto("/inloggen/")
    fill_in(page, "lezer")
    page.wait_for_url(DASHBOARD)

    page.goto("/account/passkeys/nieuw/")
    check_narrow(page, "new passkey")
    page.get_by_label("Naam van deze passkey").fill("Mijn laptop")
    page.get_by_role("button", name="Passkey maken").click()
    page.wait_for_url(re.compile("/account/(herstelcodes/)?$"))
    page.goto("/account/passkeys/")
    expect(page.get_by_role("rowheader", name="Mijn laptop")).to_be_visible()
    check_narrow(page, "passkeys")

    follow(page, page.get_by_role("button", name="Uitloggen"))
    page.goto("/inloggen/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    page.wait_for_url(DASHBOARD)
    expect(page.get_by_text("Ingelogd als Lars Smit")).to_be_visible()

    page.goto("/account/passkeys/")
    follow(page, page.get_by_role("link", name="weghalen: Mijn laptop"))
    check_narrow(page, "remove a passkey")
    page.get_by_role("button", name="Weghalen").click()
    expect(page.get_by_text("De passkey is verwijderd.")).to_be_visible()
    portal.signed_in.pop("lezer", None)


def test_a_lost_telephone_is_wiped_and_a_new_one_is_asked(new_page: NewPage) -> None:
    keeper, page = new_page("beheerder"), new_page("om")
    keeper.goto("/mensen/")
    keeper.get_by_role("link", name=re.compile("Omar Willems")).click()
    keeper.get_by_role("button", name="Tweede stap wissen").click()
    expect(keeper.get_by_role("alert")).to_contain_text("Vul in waarom.")
    keeper.get_by_label("Waarom?").fill("Teruggebeld op het vaste nummer: telefoon verloren.")
    keeper.get_by_role("button", name="Tweede stap wissen").click()
    expect(keeper.get_by_text(re.compile("De tweede stap is gewist"))).to_be_visible()

    page.goto("/dashboard/")
    expect(page.get_by_role("heading", name="Inloggen")).to_be_visible()


def test_who_forgot_the_password_gets_a_mail_to_choose_another(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/inloggen/")
    follow(page, page.get_by_role("link", name="Wachtwoord vergeten?"))
    page.get_by_label("E-mailadres").fill("buitenstaander@demo.example")
    follow(page, page.get_by_role("button", name="Stuur mij een link"))
    mail = page.get_by_role("listitem").filter(
        has_text="Kies een nieuw wachtwoord voor het portaal"
    )

    def there() -> bool:
        page.goto("/postvak/")
        return mail.count() > 0

    wait_until(there, seconds=120, what="mail to who forgot the password")
    mail.first.get_by_text("Lees de mail").click()
    link = mail.first.get_by_role("link", name="Kies een nieuw wachtwoord", exact=True)
    page.goto(link.get_attribute("href") or "")
    expect(page.get_by_role("button", name="Wachtwoord bewaren")).to_be_visible()
