"""The mailbox of the demo: every mail as its reader gets it, and nowhere but in the demo."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from offensief.accounts.models import User
from offensief.outbox import services
from offensief.outbox.models import Message
from offensief.outbox.sealed import sealed_path
from offensief.outbox.services import MailFile
from tests.conftest import SignedIn
from tests.documents import PDF
from tests.integration.messages import failed, queue

PATH = "/opgave/7/"
LETTER = MailFile("brief.pdf", "application/pdf", PDF)
NEVER = "In een echt portaal bestaat deze pagina nooit"


@pytest.fixture
def demo(settings: Any) -> None:
    """As in the demo."""
    settings.DEMO = True


def _sent(to: User, **differences: Any) -> Message:
    message = queue(to, **differences)
    services.deliver(message.pk)
    message.refresh_from_db()
    return message


def _page(address: str, **query: str) -> str:
    """What a visitor without an account sees."""
    return Client().get(address, query).content.decode()


def _url(message: Message) -> str:
    return reverse("demo_mail", kwargs={"message_id": message.pk})


def _file_url(message: Message) -> str:
    file = message.files.get()
    return reverse("demo_mail_file", kwargs={"message_id": message.pk, "file_id": file.pk})


@pytest.mark.usefixtures("demo")
def test_anybody_opens_a_personal_link_from_either_page(outsider: User) -> None:
    message = _sent(outsider, link=PATH, seals_link=True, link_label="Vul uw opgave in")

    link = f'<a href="{sealed_path(PATH)}">Vul uw opgave in</a>'
    assert link in _page("/postvak/")
    assert link in _page(_url(message))


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("page", ["/postvak/", "of the mail"])
def test_a_mail_stands_there_whole(page: str, outsider: User) -> None:
    message = _sent(outsider, body="Eerste <b>alinea</b>.\n\nTweede.", is_digest=True)

    text = _page(_url(message) if page == "of the mail" else page)

    assert NEVER in text
    assert "Beste Bo Buiten," in text
    assert "<p>Eerste &lt;b&gt;alinea&lt;/b&gt;.</p>" in text
    assert "<p>Tweede.</p>" in text
    assert 'href="/maatregelen/1.01/"' in text
    assert 'href="/berichten/mijn/#herinneringen"' in text
    assert "Soort bericht: u bent genoemd." in text
    assert outsider.email in text


@pytest.mark.usefixtures("demo")
def test_files_of_a_mail_can_be_saved(outsider: User) -> None:
    message = _sent(outsider, files=[LETTER])

    answer = Client().get(_file_url(message))

    assert f'href="{_file_url(message)}"' in _page("/postvak/")
    assert f'href="{_file_url(message)}"' in _page(_url(message))
    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="brief.pdf"'


@pytest.mark.usefixtures("demo")
def test_what_was_not_sent_is_no_mail(outsider: User) -> None:
    later = queue(
        outsider,
        dedupe_key="later",
        subject="Voor morgen",
        due_at=timezone.now() + timedelta(days=1),
        files=[LETTER],
    )
    lost = failed(outsider, dedupe_key="lost", subject="Mislukt")

    assert "Er is nog geen mail" in _page("/postvak/")
    assert [Client().get(_url(m)).status_code for m in (later, lost)] == [404, 404]
    assert Client().get(_file_url(later)).status_code == 404


@pytest.mark.usefixtures("demo")
def test_the_newest_mail_stands_first_and_twenty_on_a_page(outsider: User) -> None:
    for n in range(21):
        _sent(outsider, dedupe_key=f"many:{n}", subject=f"Bericht {n}.")

    first, second = _page("/postvak/"), _page("/postvak/", page="2")

    assert first.index("Bericht 20.") < first.index("Bericht 19.")
    assert "Bericht 0." not in first
    assert "Bericht 0." in second


@pytest.mark.usefixtures("demo")
def test_the_number_of_queries_does_not_grow_with_the_mails(outsider: User) -> None:
    counts = []
    for n in range(3):
        _sent(outsider, dedupe_key=f"many:{n}", files=[LETTER])
        with CaptureQueriesContext(connection) as captured:
            _page("/postvak/")
        counts.append(len(captured))

    assert counts[0] == counts[2]
    assert counts[2] <= 3


@pytest.mark.usefixtures("demo")
def test_the_demo_points_to_its_mailbox(outsider: User, secretary: User) -> None:
    message = _sent(outsider)

    assert 'href="/postvak/">Postvak van de demo</a>' in _page("/")
    for address in ("/berichten/", "/berichten/mijn/", message.get_absolute_url()):
        text = SignedIn(secretary).get(address).content.decode()
        assert 'href="/postvak/">Postvak van de demo</a>' in text


@pytest.mark.parametrize("page", ["demo_mailbox", "demo_mail", "demo_mail_file"])
def test_outside_the_demo_there_is_no_mailbox_for_anybody(
    page: str, outsider: User, secretary: User
) -> None:
    message = _sent(outsider, files=[LETTER])
    address = {"demo_mailbox": "/postvak/", "demo_mail": _url(message)}.get(
        page, _file_url(message)
    )

    assert Client().get(address).status_code == 404
    assert SignedIn(secretary).get(address).status_code == 404


def test_outside_the_demo_nothing_points_to_a_mailbox(secretary: User) -> None:
    assert "postvak" not in _page("/").lower()
    assert "postvak" not in SignedIn(secretary).get("/berichten/").content.decode().lower()


@pytest.mark.usefixtures("demo")
def test_without_mail_that_leaves_the_notice_points_to_the_mailbox(
    secretary: User, settings: Any
) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}

    text = SignedIn(secretary).get("/berichten/").content.decode()

    assert '<a href="/postvak/">Naar het postvak van de demo</a>' in text
