"""Files that go along with a message: kept, mailed, offered, and never changed."""

import pytest
from django.core.mail import EmailMessage
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offensief.accounts.models import User
from offensief.outbox import services
from offensief.outbox.models import Message, MessageFile
from offensief.outbox.services import MailFile
from tests.conftest import SignedIn
from tests.documents import PDF
from tests.integration.messages import mail_server_at, queue
from tests.integration.smtp_server import smtp_server

LETTER = MailFile("Brief é.pdf", "application/pdf", PDF)
# Line ends of both kinds, and no line end at the end.
LIST = MailFile("lijst.csv", "text/csv", "nummer;titel\r\n1.01;Één\nrest".encode())


def url_of(file: MessageFile) -> str:
    return reverse("message_file", kwargs={"message_id": file.message_id, "file_id": file.pk})


def test_a_mail_carries_its_files_byte_for_byte(outsider: User) -> None:
    message = queue(outsider, files=[LETTER, LIST])

    with smtp_server() as server, mail_server_at(server.port):
        services.deliver(message.pk)

    (mail,) = server.mails
    parts = [part for part in mail.walk() if part.get_content_disposition() == "attachment"]
    assert [part.get_payload(decode=True) for part in parts] == [LETTER.data, LIST.data]
    assert [part.get_filename() for part in parts] == [LETTER.name, LIST.name]
    assert [part.get_content_type() for part in parts] == [LETTER.media_type, LIST.media_type]
    assert parts[1].get_content_charset() == "utf-8"
    assert mail.get_content_type() == "multipart/mixed"
    assert mail.get_body(("html",)) is not None


def test_a_file_comes_back_as_it_was_given(outsider: User) -> None:
    file = queue(outsider, files=[LETTER]).files.get()

    answer = SignedIn(outsider).get(url_of(file))

    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Brief%20%C3%A9.pdf"
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_web_page_is_saved_and_never_shown(outsider: User) -> None:
    page = MailFile("pagina.html", "text/html", b"<script>alert(1)</script>")
    file = queue(outsider, files=[page]).files.get()

    answer = SignedIn(outsider).get(url_of(file))

    assert answer["Content-Disposition"].startswith("attachment")


def test_the_page_of_a_message_offers_its_files(outsider: User) -> None:
    message = queue(outsider, files=[LETTER, LIST])

    text = SignedIn(outsider).get(message.get_absolute_url()).content.decode()

    assert [f'href="{url_of(file)}"' in text for file in message.files.all()] == [True, True]
    assert "Brief é.pdf" in text


def test_a_message_without_files_says_nothing_about_them(outsider: User) -> None:
    message = queue(outsider)

    text = SignedIn(outsider).get(message.get_absolute_url()).content.decode()

    assert "Bijlagen" not in text


def test_a_file_is_opened_by_who_may_see_its_message(
    outsider: User, police: User, secretary: User
) -> None:
    own, other = (
        queue(to, files=[LETTER], dedupe_key=f"to:{to.pk}").files.get() for to in (outsider, police)
    )
    beside = reverse("message_file", kwargs={"message_id": own.message_id, "file_id": other.pk})

    assert SignedIn(secretary).get(url_of(other)).status_code == 200
    assert SignedIn(outsider).get(url_of(other)).status_code == 404
    assert SignedIn(outsider).get(beside).status_code == 404


def test_the_same_event_keeps_the_files_of_the_first(outsider: User) -> None:
    queue(outsider, files=[LETTER])

    message = queue(outsider, files=[LIST])

    assert [file.name for file in message.files.all()] == ["Brief é.pdf"]


def test_a_name_cannot_be_a_path(outsider: User) -> None:
    evil = MailFile("../map\\geheim\r\nBcc: x.pdf", "application/pdf", PDF)

    assert queue(outsider, files=[evil]).files.get().name == "geheim Bcc x.pdf"


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (MailFile("leeg.pdf", "application/pdf", b""), "empty"),
        (MailFile("brief.pdf", "pdf", PDF), "odd type"),
        (MailFile("brief.pdf", "application/pdf\r\nBcc: x", PDF), "odd type"),
        (MailFile("film.pdf", "application/pdf", bytes(10 * 1024**2 + 1)), "10 MB at most"),
    ],
)
def test_a_file_that_cannot_go_along_is_refused(file: MailFile, why: str, outsider: User) -> None:
    with pytest.raises(ValueError, match=why):
        queue(outsider, files=[file])

    assert not Message.objects.exists()


def test_ten_megabytes_are_of_all_files_together(outsider: User) -> None:
    half = MailFile("half.pdf", "application/pdf", bytes(6 * 1024**2))

    with pytest.raises(ValueError, match="10 MB at most"):
        queue(outsider, files=[half, half])


def test_nothing_changes_a_file_or_takes_it_away(outsider: User) -> None:
    queue(outsider, files=[LETTER])

    for change in (
        lambda: MessageFile.objects.update(data=b"x"),
        lambda: MessageFile.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
            change()
    assert bytes(MessageFile.objects.get().data) == PDF


@pytest.mark.parametrize(
    ("difference", "constraint"),
    [
        ({"size": 0}, "message_file_is_at_most_10_mb"),
        ({"size": 10 * 1024**2 + 1}, "message_file_is_at_most_10_mb"),
        ({"media_type": "pdf"}, "message_file_has_a_media_type"),
    ],
)
def test_the_database_refuses_an_odd_file(
    difference: dict[str, object], constraint: str, outsider: User
) -> None:
    usual = {"name": "a.pdf", "media_type": "application/pdf", "size": 4, "data": b"%PDF"}

    with pytest.raises(IntegrityError, match=constraint):
        MessageFile.objects.create(message=queue(outsider), **{**usual, **difference})


def test_a_page_reads_no_content_of_files(outsider: User) -> None:
    message = queue(outsider, files=[LETTER, LIST])
    browser = SignedIn(outsider)

    with CaptureQueriesContext(connection) as captured:
        browser.get(message.get_absolute_url())

    assert not [query for query in captured if '"data"' in query["sql"]]


def test_files_are_kept_with_a_message_that_is_not_sent(
    outsider: User, mailoutbox: list[EmailMessage]
) -> None:
    services.stop_digests(person=outsider, by=outsider)

    message = queue(outsider, files=[LETTER], is_digest=True)
    services.deliver(message.pk)

    assert message.files.count() == 1
    assert not mailoutbox
