"""The mail as a mail server gets it, over a real connection."""

import logging
from email.message import EmailMessage

import pytest
from django.conf import settings

from offensief.accounts.models import User
from offensief.outbox import services
from offensief.outbox.models import MessageState
from tests.integration.messages import mail_server_at, queue
from tests.integration.smtp_server import smtp_server


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


def test_a_mail_has_text_and_html_in_dutch(outsider: User) -> None:
    outsider.name = "Zoë & <Bo>"
    outsider.save()
    message = queue(outsider, subject="Één maatregel is geüpdatet", body="Café's\n\nTwee <b> & €")

    with smtp_server() as server, mail_server_at(server.port):
        services.deliver(message.pk)

    message.refresh_from_db()
    (mail,) = server.mails
    plain, html = _part(mail, "plain"), _part(mail, "html")
    address = f"{settings.PORTAL_URL}/maatregelen/1.01/"
    assert message.state == MessageState.SENT
    assert mail.get_content_type() == "multipart/alternative"
    assert plain.startswith("Beste Zoë & <Bo>,\n\nCafé's\n\nTwee <b> & €\n")
    assert address in plain
    assert "Soort bericht: u bent genoemd." in plain
    assert '<html lang="nl">' in html
    assert html.count("<h1>") == 1
    assert "<h1>Één maatregel is geüpdatet</h1>" in html
    assert "Beste Zoë &amp; &lt;Bo&gt;," in html
    assert "<p>Twee &lt;b&gt; &amp; €</p>" in html
    assert f'<a href="{address}">' in html


def test_a_mail_says_who_sends_it_and_that_nobody_typed_it(outsider: User) -> None:
    message = queue(outsider, subject="Één maatregel")

    with smtp_server() as server, mail_server_at(server.port):
        services.deliver(message.pk)

    (mail,) = server.mails
    assert server.envelopes == [("portaal@offensief.example", outsider.email)]
    assert mail["Subject"] == "Één maatregel"
    assert mail["From"] == settings.DEFAULT_FROM_EMAIL
    assert mail["To"] == outsider.email
    assert mail["Reply-To"] == settings.CONTACT_EMAIL
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "nl"
    assert mail["Message-ID"].startswith(f"<message-{message.pk}-")


def test_no_text_of_a_person_becomes_a_header(outsider: User) -> None:
    evil = "Hallo\r\nBcc: dief@elders.example\r\n\r\n<script>"
    outsider.name = evil
    outsider.save()
    message = queue(outsider, subject=evil, body=f"{evil}\r\n.\r\nQUIT\r\n", kind_label=evil[:100])

    with smtp_server() as server, mail_server_at(server.port):
        services.deliver(message.pk)

    (mail,) = server.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hallo Bcc: dief@elders.example <script>"
    assert [recipient for _, recipient in server.envelopes] == [outsider.email]
    assert "<script>" not in _part(mail, "html")
    assert "QUIT" in _part(mail, "plain")


def test_an_address_no_mail_can_be_sent_to_is_a_failure(outsider: User) -> None:
    User.objects.filter(pk=outsider.pk).update(email="a@b.example, c@d.example")
    message = queue(outsider)

    with smtp_server() as server, mail_server_at(server.port):
        services.deliver(message.pk)

    message.refresh_from_db()
    assert (message.state, message.last_error) == (MessageState.WAITING, "ValueError")
    assert not server.raw


@pytest.mark.parametrize(
    ("verb", "answer", "error"),
    [
        ("RCPT", "550 no such box: buiten@test.example", "SMTPRecipientsRefused"),
        ("MAIL", "451 later", "SMTPSenderRefused"),
        ("DATA", "554 no", "SMTPDataError"),
    ],
)
def test_a_refusal_is_kept_by_name_only(
    verb: str, answer: str, error: str, outsider: User, caplog: pytest.LogCaptureFixture
) -> None:
    message = queue(outsider)

    with (
        caplog.at_level(logging.WARNING),
        smtp_server(**{verb: answer}) as server,
        mail_server_at(server.port),
    ):
        services.deliver(message.pk)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.WAITING, 1)
    assert message.last_error == error
    assert f"message {message.pk} was not sent in try 1: {error}" in caplog.text
    assert outsider.email not in caplog.text


def test_a_second_try_carries_the_same_number(outsider: User) -> None:
    message = queue(outsider)
    with smtp_server() as server, mail_server_at(server.port):
        services.deliver(message.pk)
        # As after a crash between sending and remembering it.
        type(message).objects.update(
            state=MessageState.WAITING, sent_at=None, next_try_at=message.due_at
        )
        services.deliver(message.pk)

    first, second = server.mails
    assert first["Message-ID"] == second["Message-ID"]
