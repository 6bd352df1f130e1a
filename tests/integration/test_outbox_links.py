"""What stands on a link, and personal links: their secret is in the mail and nowhere else."""

import re
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import IntegrityError

from offensief.accounts.models import User
from offensief.outbox import services
from offensief.outbox.letter import letter
from offensief.outbox.models import Message
from offensief.outbox.sealed import seal, sealed_path
from tests.conftest import SignedIn
from tests.integration.messages import failed, queue

PATH = "/opgave/7/"
PERSONAL = "Deze link is persoonlijk. Stuur dit bericht niet door."
ELSEWHERE = "Deze persoonlijke link staat alleen in de mail zelf."


def _sealed(to: User, **differences: Any) -> Message:
    label = {"link_label": "Vul uw opgave in"}
    return queue(to, link=PATH, seals_link=True, **{**label, **differences})


def _html(mail: EmailMultiAlternatives) -> str:
    (alternative,) = mail.alternatives
    return str(alternative[0])


def test_a_mail_has_the_address_that_opens_in_both_its_forms(
    outsider: User, mailoutbox: list[EmailMessage]
) -> None:
    services.deliver(_sealed(outsider).pk)

    (mail,) = mailoutbox
    address = f"{configured.PORTAL_URL}{sealed_path(PATH)}"
    assert isinstance(mail, EmailMultiAlternatives)
    assert f"Vul uw opgave in:\n{address}\n\n{PERSONAL}\n\nDit bericht komt van" in mail.body
    assert f'<a href="{address}">Vul uw opgave in</a>' in _html(mail)
    assert f"<p>{PERSONAL}</p>" in _html(mail)
    assert "omdat u een account in dit portaal hebt" in mail.body


def test_a_usual_link_is_not_called_personal(outsider: User) -> None:
    mail = letter(queue(outsider))

    address = f"{configured.PORTAL_URL}/maatregelen/1.01/"
    assert f"Lees verder in het portaal:\n{address}\n\nDit bericht komt van" in mail.body
    assert "persoonlijk" not in mail.body + _html(mail)


def test_the_database_does_not_hold_the_secret(outsider: User) -> None:
    message = _sealed(outsider)
    services.deliver(message.pk)

    kept = Message.objects.filter(pk=message.pk).values().get()

    assert kept["link"] == PATH
    assert seal(PATH) not in str(kept)


@pytest.mark.parametrize("who", ["secretary", "outsider"])
def test_no_page_gives_the_secret_or_a_link_that_leads_nowhere(
    who: str, outsider: User, request: pytest.FixtureRequest
) -> None:
    message = _sealed(outsider)
    person = request.getfixturevalue(who)

    text = SignedIn(person).get(message.get_absolute_url()).content.decode()

    assert ELSEWHERE in text
    assert "Vul uw opgave in" in text
    assert PERSONAL in text
    assert seal(PATH) not in text
    assert PATH not in text


def test_a_usual_link_on_the_page_has_its_own_words(outsider: User) -> None:
    message = queue(outsider, link_label="Bekijk de maatregel")

    text = SignedIn(outsider).get(message.get_absolute_url()).content.decode()

    assert '<a href="/maatregelen/1.01/">Bekijk de maatregel</a>' in text


def test_a_message_sent_again_after_a_new_key_has_a_link_that_opens(
    outsider: User, secretary: User, mailoutbox: list[EmailMessage], settings: Any
) -> None:
    message = failed(outsider, link=PATH, seals_link=True)
    settings.SECRET_KEY = "another key than before, also long enough"

    services.retry(message=message, by=secretary)
    services.deliver(message.pk)

    assert sealed_path(PATH) in mailoutbox[0].body


@pytest.mark.parametrize("link", ["/", "/opgave/7", "/opgave/7/?a=b/", "/opgave/7/#deel/"])
def test_only_a_path_that_ends_in_a_slash_can_be_sealed(link: str, outsider: User) -> None:
    with pytest.raises(ValueError, match="ends in a slash"):
        queue(outsider, link=link, seals_link=True)


def test_words_on_a_link_become_one_line_that_fits(outsider: User) -> None:
    message = queue(outsider, link_label=f"Vul in\r\nBcc: x@y.example {'woord ' * 50}")

    assert message.link_label.startswith("Vul in Bcc: x@y.example woord")
    assert len(message.link_label) == 80


def test_a_link_without_words_is_refused(outsider: User) -> None:
    with pytest.raises(ValueError, match="words on its link"):
        queue(outsider, link_label=" \n")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"link": "/opgave/7/?a=b"}, "message_seals_only_a_path_that_ends_in_a_slash"),
        ({"link": "/"}, "message_seals_only_a_path_that_ends_in_a_slash"),
        ({"link_label": ""}, "message_link_label_is_one_line"),
        ({"link_label": "Een\ntwee"}, "message_link_label_is_one_line"),
    ],
)
def test_the_database_refuses_an_odd_link(
    changes: dict[str, str], constraint: str, outsider: User
) -> None:
    message = _sealed(outsider)

    with pytest.raises(IntegrityError, match=constraint):
        Message.objects.filter(pk=message.pk).update(**changes)


def test_a_reminder_says_where_reminders_are_switched_off(outsider: User) -> None:
    reminder = letter(queue(outsider, is_digest=True))
    needed = letter(queue(outsider, dedupe_key="needed"))

    address = f"{configured.PORTAL_URL}/berichten/mijn/#herinneringen"
    assert f"Zet ze uit in het portaal:\n{address}\n" in reminder.body
    assert f'<a href="{address}">Zet ze uit in het portaal</a>' in _html(reminder)
    assert "herinneringen" not in needed.body + _html(needed)


def test_a_mail_fetches_nothing_from_elsewhere(outsider: User) -> None:
    html = _html(letter(_sealed(outsider, is_digest=True, body="<img src='//x.example/a.png'>")))

    assert not re.search(r"<(img|link|script|style|iframe)|\s(src|style|background)=\"|url\(", html)
