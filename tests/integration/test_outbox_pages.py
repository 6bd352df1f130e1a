"""The pages about messages."""

from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offensief.accounts.models import Role, User
from offensief.outbox import services
from offensief.outbox.models import Message, MessageState
from tests.conftest import SignedIn, make_person
from tests.integration.messages import failed, queue


@pytest.fixture
def administrator(db: None) -> User:
    """Keeps the portal running."""
    return make_person("beheer@test.example", "Bram Beheer", Role.ADMINISTRATOR)


def _page(person: User, address: str, **query: str) -> str:
    return SignedIn(person).get(address, query).content.decode()


def _many(to: User, count: int) -> None:
    for n in range(count):
        queue(to, dedupe_key=f"many:{n}", subject=f"Bericht {n}")


def test_the_newest_message_stands_first(secretary: User, outsider: User) -> None:
    queue(outsider, dedupe_key="a", subject="Eerste")
    queue(outsider, dedupe_key="b", subject="Tweede")

    text = _page(secretary, "/berichten/")

    assert text.index("Tweede") < text.index("Eerste")
    assert "Bo Buiten" in text
    assert "Aantal berichten: 2" in text


@pytest.mark.parametrize(
    ("stand", "shown"),
    [("failed", ["Mislukt"]), ("waiting", ["Wacht"]), ("", ["Mislukt", "Wacht"]), ("x", [])],
)
def test_the_address_chooses_the_state(
    stand: str, shown: list[str], secretary: User, outsider: User
) -> None:
    failed(outsider, dedupe_key="a", subject="Mislukt")
    queue(outsider, dedupe_key="b", subject="Wacht")

    text = _page(secretary, "/berichten/", stand=stand)

    assert [word for word in ("Mislukt", "Wacht") if f">{word}<" in text] == shown


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ({"soort": "follow"}, ["Gevolgd", "Oud"]),
        ({"soort": "mention"}, ["Genoemd"]),
        ({"soort": "follow", "stand": "failed"}, ["Oud"]),
        ({"soort": "mention", "stand": "failed"}, []),
        ({"soort": "", "stand": ""}, ["Gevolgd", "Genoemd", "Oud"]),
        ({"soort": "x"}, []),
    ],
)
def test_the_address_chooses_the_kind_too(
    chosen: dict[str, str], shown: list[str], secretary: User, outsider: User
) -> None:
    words = {"kind": "follow", "kind_label": "maatregel die u volgt"}
    queue(outsider, dedupe_key="a", subject="Gevolgd", **words)
    queue(outsider, dedupe_key="b", subject="Genoemd")
    failed(outsider, dedupe_key="c", subject="Oud", **words)

    text = _page(secretary, "/berichten/", **chosen)

    assert [word for word in ("Gevolgd", "Genoemd", "Oud") if f">{word}<" in text] == shown


def test_only_kinds_that_there_are_can_be_chosen(secretary: User, outsider: User) -> None:
    queue(outsider, dedupe_key="a")
    queue(outsider, dedupe_key="b", kind="follow", kind_label="maatregel die u volgt")
    queue(outsider, dedupe_key="c", kind="follow", kind_label="maatregel die u volgde")

    form = SignedIn(secretary).get("/berichten/").context["form"]

    assert form.fields["soort"].choices == [
        ("", "Alle"),
        ("follow", "maatregel die u volgt"),
        ("mention", "u bent genoemd"),
    ]


def test_a_kind_that_does_not_exist_is_told(secretary: User, outsider: User) -> None:
    queue(outsider)

    text = _page(secretary, "/berichten/", soort="x")

    assert "Deze soort bestaat niet. Kies er een uit de lijst." in text


def test_a_list_of_fifty_goes_on_with_the_same_choice(secretary: User, outsider: User) -> None:
    _many(outsider, 51)

    chosen = {"stand": "waiting", "soort": "mention"}
    first = _page(secretary, "/berichten/", **chosen)
    second = _page(secretary, "/berichten/", **chosen, page="2")

    assert "Bericht 50" in first
    assert 'href="?stand=waiting&amp;soort=mention&amp;page=2"' in first
    assert ">Bericht 0<" in second
    assert ">Bericht 1<" not in second


def test_an_empty_list_says_why(secretary: User) -> None:
    assert "Er zijn nog geen berichten" in _page(secretary, "/berichten/")
    assert "geen berichten die bij deze keuze passen" in _page(
        secretary, "/berichten/", stand="failed"
    )
    assert "U hebt nog geen berichten" in _page(secretary, "/berichten/mijn/")


def test_a_failed_message_tells_in_dutch_what_went_wrong(secretary: User, outsider: User) -> None:
    message = failed(outsider)
    Message.objects.update(last_error="SMTPHeloError")
    unknown = _page(secretary, "/berichten/")
    Message.objects.update(last_error="SMTPServerDisconnected")

    known = _page(secretary, message.get_absolute_url())

    assert "Het versturen is niet gelukt (SMTPHeloError)." in unknown
    assert "De mailserver was niet bereikbaar." in known


def test_a_message_that_waits_after_a_try_tells_when_the_next_one_is(
    secretary: User, outsider: User
) -> None:
    message = queue(outsider)
    before = _page(secretary, message.get_absolute_url())
    Message.objects.update(attempts=1, last_error="TimeoutError")

    after = _page(secretary, message.get_absolute_url())

    assert "Volgende poging" not in before
    assert "Volgende poging" in after


def test_a_dropped_message_says_that_the_account_is_not_active(
    secretary: User, outsider: User
) -> None:
    outsider.is_active = False
    outsider.save()
    queue(outsider)

    assert "Het account van deze persoon is niet actief." in _page(secretary, "/berichten/")


def test_trying_again_puts_the_message_back_and_says_so(secretary: User, outsider: User) -> None:
    message = failed(outsider)
    browser = SignedIn(secretary)
    assert "Opnieuw proberen" in browser.get("/berichten/").content.decode()

    answer = browser.post(reverse("message_retry", args=[message.pk]), follow=True)

    message.refresh_from_db()
    assert message.state == MessageState.WAITING
    assert answer.redirect_chain == [("/berichten/?stand=failed", 302)]
    assert "Het bericht aan Bo Buiten staat weer klaar." in answer.content.decode()


def test_trying_again_twice_is_told_and_changes_nothing(secretary: User, outsider: User) -> None:
    message = queue(outsider)

    answer = SignedIn(secretary).post(reverse("message_retry", args=[message.pk]), follow=True)

    assert "Bij dit bericht ging niets mis." in answer.content.decode()


def test_an_administrator_sees_that_it_went_and_not_what(
    administrator: User, outsider: User
) -> None:
    message = failed(outsider)

    text = _page(administrator, "/berichten/")
    answer = SignedIn(administrator).post(reverse("message_retry", args=[message.pk]))

    assert message.subject not in text
    assert message.kind_label in text
    detail = _page(administrator, message.get_absolute_url())
    assert message.subject not in detail
    assert message.body not in detail
    assert "Niet getoond" in detail
    assert "Opnieuw proberen" not in text
    assert answer.status_code == 403


def test_everybody_sees_the_messages_to_themselves_only(outsider: User, police: User) -> None:
    queue(outsider, subject="Aan Bo")
    other = queue(police, subject="Aan Priya")

    text = _page(outsider, "/berichten/mijn/")

    assert "Aan Bo" in text
    assert "Aan Priya" not in text
    assert SignedIn(outsider).get(other.get_absolute_url()).status_code == 404


def test_the_page_shows_the_text_as_it_was_sent(
    outsider: User, mailoutbox: list[EmailMessage]
) -> None:
    message = queue(outsider, body="Eerste <b>alinea</b>.\n\nTweede.")
    services.deliver(message.pk)

    page = SignedIn(outsider).get(message.get_absolute_url())

    (mail,) = mailoutbox
    assert page.context["page"].text == mail.body
    assert 'href="/maatregelen/1.01/"' in page.content.decode()


def test_what_a_person_typed_is_no_html_on_the_page(outsider: User) -> None:
    message = queue(outsider, subject="<i>Let op</i>", body="Een <b>woord</b>.")

    text = _page(outsider, message.get_absolute_url())

    assert "Een &lt;b&gt;woord&lt;/b&gt;." in text
    assert "&lt;i&gt;Let op&lt;/i&gt;" in text
    assert "<i>" not in text


def test_a_number_no_message_can_have_does_not_exist(secretary: User) -> None:
    assert SignedIn(secretary).get(f"/berichten/{10**30}/").status_code == 404


@pytest.mark.parametrize(
    ("mailers", "sentence"),
    [
        ({}, "Er is geen mailserver ingesteld"),
        (
            {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}},
            "Deze omgeving verstuurt geen echte mail",
        ),
        ({"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}, None),
    ],
)
@pytest.mark.parametrize("address", ["/berichten/", "/berichten/mijn/"])
def test_the_page_says_what_happens_to_mail_here(
    address: str, mailers: dict[str, Any], sentence: str | None, secretary: User, settings: Any
) -> None:
    settings.MAILERS = mailers

    text = _page(secretary, address)

    assert (sentence in text) if sentence else ("utrecht-alert" not in text)


def _queries(browser: SignedIn, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("address", "most"),
    [("/berichten/", 8), ("/berichten/?stand=waiting&soort=mention", 8), ("/berichten/mijn/", 8)],
)
def test_the_number_of_queries_does_not_grow_with_the_messages(
    address: str, most: int, secretary: User, outsider: User
) -> None:
    browser = SignedIn(secretary)
    queue(secretary, dedupe_key="own")
    before = _queries(browser, address)

    _many(outsider, 30)
    for n in range(30):
        queue(secretary, dedupe_key=f"own:{n}")

    assert _queries(browser, address) == before
    assert before <= most
