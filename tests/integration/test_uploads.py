"""Every upload asks the same table and the same antivirus, and loses nothing that was typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from incidents.models import Upload as Delivery
from measures.models import Attachment, Measure
from measures.rounds.models import Round, Workbook
from measures.services import attachments
from offensief.accounts.models import User
from offensief.lib import pictures, uploads
from offensief.lib.filetypes import FileType
from offensief.lib.uploads import MB, Upload
from offensief.web.uploads import AWAY, INFECTED, LONGEST_NAME
from reports.models import Edition, LetterCheck
from tests.conftest import SignedIn
from tests.documents import PDF
from tests.integration.clamd_server import EICAR, Clamd, clamd_server
from tests.security.things import frozen_concept
from tests.unit.test_pictures import camera, saved, two_halves

TYPED = "Mijn eigen woorden"


@pytest.fixture
def edition(secretary: User) -> Edition:
    return frozen_concept(secretary)


HARMFUL = b"%PDF-1.7\n" + EICAR + b"\n%%EOF\n"


def attach(person: User, data: bytes = PDF, name: str = "brief.pdf") -> tuple[int, str]:
    """Add a document to measure 3.01: the code and the page."""
    url = reverse("measure_attachment_add", kwargs={"number": "3.01"})
    sent = {"file": SimpleUploadedFile(name, data), "description": TYPED}
    answer = SignedIn(person).post(url, sent)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def clamd(settings: Settings) -> Iterator[Clamd]:
    """A portal with an antivirus."""
    with clamd_server() as found:
        settings.CLAMD_ADDRESS = found.address
        yield found


def test_a_clean_file_is_looked_at_whole_and_kept(clamd: Clamd, secretary: User) -> None:
    data = b"%PDF-1.7\n" + bytes(range(256)) * 1024 + b"\n%%EOF\n"

    assert attach(secretary, data)[0] == 302
    assert clamd.seen == [data]
    assert bytes(Attachment.objects.get().content.data) == data


def test_a_harmful_file_is_refused_and_the_words_stay(
    clamd: Clamd, secretary: User, caplog: pytest.LogCaptureFixture
) -> None:
    code, page = attach(secretary, HARMFUL, "verslag van Jan.pdf")

    assert code == 422
    assert INFECTED in page
    assert TYPED in page
    assert not Attachment.objects.exists()
    assert "it holds Win.Test.EICAR_HDB-1" in caplog.text
    assert "Jan" not in caplog.text


def test_a_socket_file_works_too(settings: Settings, secretary: User, tmp_path: Path) -> None:
    settings.CLAMD_ADDRESS = str(tmp_path / "clamd.ctl")

    with clamd_server(path=settings.CLAMD_ADDRESS):
        assert attach(secretary, HARMFUL)[0] == 422
        assert attach(secretary)[0] == 302


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: O",
        b"OK\0",
        b"stream: OK ERROR\0",
        b"Malformed command ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"\xff\xfe\0",
        b"x" * 10_000,
    ],
)
def test_only_a_plain_yes_is_a_yes(answer: bytes, settings: Settings, secretary: User) -> None:
    with clamd_server(answer=answer) as found:
        settings.CLAMD_ADDRESS = found.address
        code, page = attach(secretary)

    assert code == 422
    assert AWAY in page
    assert TYPED in page


def test_a_file_too_big_for_the_antivirus_is_not_taken(settings: Settings, secretary: User) -> None:
    with clamd_server(most_bytes=1000) as found:
        settings.CLAMD_ADDRESS = found.address
        code, page = attach(secretary, b"%PDF-1.7\n" + bytes(5 * MB) + b"\n%%EOF\n")

    assert code == 422
    assert AWAY in page


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/does/not/exist"])
def test_without_the_antivirus_that_should_be_there_nothing_is_taken(
    address: str, settings: Settings, secretary: User, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CLAMD_ADDRESS = address

    code, page = attach(secretary)

    assert code == 422
    assert AWAY in page
    assert TYPED in page
    assert not Attachment.objects.exists()
    assert "the antivirus did not answer" in caplog.text


def test_every_place_that_keeps_a_file_asks_the_antivirus(
    clamd: Clamd,
    secretary: User,
    figures_owner: User,
    aedes: User,
    opened: Round,
    edition: Edition,
) -> None:
    places = {
        reverse("measure_attachment_add", kwargs={"number": "3.01"}): secretary,
        reverse("entry_attachment_add", kwargs={"register": "doelen", "number": 1}): secretary,
        reverse("upload_new"): figures_owner,
        reverse("workbook_upload", kwargs={"number": opened.number, "key": "aedes"}): aedes,
        reverse("letter_checks", kwargs={"number": edition.number}): secretary,
    }
    for url, person in places.items():
        sent = {"file": SimpleUploadedFile("a.pdf", HARMFUL), "title": TYPED}
        answer = SignedIn(person).post(url, sent)

        assert answer.status_code == 422, url
        assert INFECTED in answer.content.decode(), url
        if url == reverse("upload_new"):
            assert TYPED in answer.content.decode()
    assert len(clamd.seen) == len(places)
    for model in (Attachment, Delivery, Workbook, LetterCheck):
        assert not model.objects.exists()


def test_asking_of_which_edition_a_file_is_bothers_no_antivirus(clamd: Clamd, db: None) -> None:
    sent = {"file": SimpleUploadedFile("a.pdf", HARMFUL)}

    assert Client().post(reverse("edition_check"), sent).status_code == 200
    assert not clamd.seen


def test_a_file_that_is_too_big_is_not_even_looked_at(clamd: Clamd, secretary: User) -> None:
    code, page = attach(secretary, bytes(uploads.ATTACHMENT.most_bytes + 1))

    assert code == 422
    assert "groter dan 20 MB" in page
    assert not clamd.seen


def test_a_name_has_a_longest_length(secretary: User) -> None:
    code, page = attach(secretary, name="a" * LONGEST_NAME + ".pdf")

    assert code == 422
    assert "De naam van dit bestand is te lang." in page
    assert TYPED in page


def test_a_picture_loses_where_it_was_taken(secretary: User) -> None:
    attach(secretary, saved(two_halves(), "JPEG", exif=camera()), "foto.jpg")

    kept = Measure.objects.get(number="3.01").attachments.get()
    assert b"Telefoon" not in bytes(kept.content.data)
    assert kept.size == len(bytes(kept.content.data))


def test_a_picture_that_grows_beyond_the_limit_is_refused(
    secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Roughly kept, so that drawing it anew takes more room.
    data = saved(Image.effect_noise((300, 300), 60), "JPEG", quality=5)
    modest = Upload(most_bytes=len(data), kinds=uploads.ATTACHMENT.kinds)
    monkeypatch.setattr(attachments, "ATTACHMENT", modest)

    code, page = attach(secretary, data, "foto.jpg")

    assert len(pictures.clean(data, FileType.JPEG)) > len(data)
    assert code == 422
    assert "groter dan" in page
