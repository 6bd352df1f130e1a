"""Documents with a measure or an entry: recognised, kept, offered, withdrawn."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from measures.models import Attachment, AttachmentContent, Measure, RegisterEntry
from measures.registers import Register
from measures.selectors import attachments as selectors
from measures.services import attachments
from offensief.accounts.models import User
from offensief.audit.history import states_at
from offensief.audit.models import Entry
from offensief.audit.traced import facts
from offensief.lib.filetypes import FileType
from offensief.lib.refusals import NotAllowed
from offensief.lib.uploads import ATTACHMENT
from tests.conftest import SignedIn
from tests.documents import PDF, add_file, letter, picture, workbook

FILES = {
    "brief.pdf": (PDF, "application/pdf"),
    "Verslag é (1).docx": (letter(), FileType.DOCX.media_type),
    "lijst.xlsx": (workbook(), FileType.XLSX.media_type),
    "kaart.png": (picture("PNG"), "image/png"),
    "foto.jpeg": (picture("JPEG"), "image/jpeg"),
}


@pytest.fixture
def clause(db: None) -> RegisterEntry:
    """The clause of Aedes: a product at measure 1.01."""
    return RegisterEntry.objects.get(register=Register.PRODUCT, number=12)


def upload_url(entry: RegisterEntry) -> str:
    kwargs = {"register": Register(entry.register), "number": entry.number}
    return reverse("entry_attachment_add", kwargs=kwargs)


def url_of(attachment: Attachment) -> str:
    return reverse("attachment", kwargs={"attachment": attachment.pk})


@pytest.mark.parametrize("name", FILES)
def test_a_file_comes_back_as_it_was_added(
    name: str, clause: RegisterEntry, secretary: User
) -> None:
    data, media_type = FILES[name]
    client = SignedIn(secretary)
    sent = {"file": SimpleUploadedFile(name, data), "description": "Waar het om gaat"}

    page = client.post(upload_url(clause), sent, follow=True).content.decode()
    attachment = clause.attachments.get()
    answer = client.get(url_of(attachment))

    assert f"Bijlage {name} is toegevoegd." in page
    assert "Waar het om gaat" in page
    kept = b"".join(answer)
    # A picture is drawn anew (tests/unit/test_pictures.py).
    assert kept == data or media_type.startswith("image/")
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Length"] == str(len(kept))
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_name_with_accents_reaches_every_browser(clause: RegisterEntry, secretary: User) -> None:
    attachment = add_file(clause, secretary, name="naïef.pdf")

    answer = SignedIn(secretary).get(url_of(attachment))

    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''na%C3%AFef.pdf"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("brief.docx", PDF, "De naam eindigt op .docx, maar dit is een pdf"),
        ("plaatje.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG-tekening"),
        ("plaatje.svg", b"<?xml version='1.0'?><svg/>", "SVG-tekening"),
        ("brief.pdf", b"<!doctype html><script>alert(1)</script>", "webpagina"),
        ("brief.pdf", b"MZ\x90\x00" + bytes(200), "kan niet worden toegevoegd"),
        ("brief.pdf", b"", "Dit bestand is leeg"),
        ("brief.pdf", b"%PDF-1.7 afgebroken", "niet compleet"),
        ("lijst.xlsx", b"PK\x03\x04" + bytes(200), "beschadigd"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence(
    name: str, data: bytes, sentence: str, clause: RegisterEntry, secretary: User
) -> None:
    sent = {"file": SimpleUploadedFile(name, data), "description": "Mijn eigen woorden"}

    answer = SignedIn(secretary).post(upload_url(clause), sent)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "Mijn eigen woorden" in text
    assert not clause.attachments.exists()


class _Untouchable(BytesIO):
    def read(self, *args: Any) -> bytes:
        raise AssertionError("A file that is too big must not be read.")


def test_a_file_that_is_too_big_is_refused_unread() -> None:
    with pytest.raises(ValidationError, match="groter dan 20 MB"):
        attachments.examine(_Untouchable(), name="film.pdf", size=50 * 1024**2)


def test_fifty_megabytes_get_one_sentence(clause: RegisterEntry, secretary: User) -> None:
    sent = {"file": SimpleUploadedFile("groot.pdf", bytes(50 * 1024**2))}

    answer = SignedIn(secretary).post(upload_url(clause), sent)

    assert answer.status_code == 422
    assert "Dit bestand is groter dan 20 MB." in answer.content.decode()
    assert not clause.attachments.exists()


def test_twenty_megabytes_come_back_in_pieces(clause: RegisterEntry, secretary: User) -> None:
    data = b"%PDF-1.7\n" + bytes(ATTACHMENT.most_bytes - 20) + b"\n%%EOF\n"
    attachment = add_file(clause, secretary, data=data)

    pieces = list(selectors.pieces(attachment))

    assert max(len(piece) for piece in pieces) == selectors.PIECE
    assert b"".join(pieces) == data


def test_a_measure_has_documents_too(secretary: User) -> None:
    url = reverse("measure_attachment_add", kwargs={"number": "3.01"})

    answer = SignedIn(secretary).post(url, {"file": SimpleUploadedFile("brief.pdf", PDF)})

    assert answer["Location"] == "/maatregelen/3.01/"
    assert Measure.objects.get(number="3.01").attachments.get().name == "brief.pdf"


def test_a_file_has_to_be_chosen(clause: RegisterEntry, secretary: User) -> None:
    answer = SignedIn(secretary).post(upload_url(clause), {"description": "x" * 201})

    assert answer.status_code == 422
    assert set(answer.context["upload_form"].errors) == {"file", "description"}


def test_thirty_is_enough(clause: RegisterEntry, secretary: User) -> None:
    for number in range(ATTACHMENT.most_files or 0):
        last = add_file(clause, secretary, name=f"{number}.pdf")

    answer = SignedIn(secretary).post(
        upload_url(clause), {"file": SimpleUploadedFile("nog-een.pdf", PDF)}
    )

    assert answer.status_code == 422
    assert "Hier staan al 30 bijlagen" in answer.content.decode()
    attachments.withdraw_attachment(attachment=last, reason="Dubbel.", by=secretary)
    add_file(clause, secretary, name="nog-een.pdf")
    assert clause.attachments.filter(withdrawn_at=None).count() == 30


@pytest.mark.parametrize("name", ["aedes", "reader", "head", "outsider"])
def test_only_the_secretariat_adds_and_withdraws(
    name: str, clause: RegisterEntry, secretary: User, request: pytest.FixtureRequest
) -> None:
    attachment = add_file(clause, secretary)
    person = request.getfixturevalue(name)

    with pytest.raises(NotAllowed):
        add_file(clause, person)
    with pytest.raises(NotAllowed):
        attachments.withdraw_attachment(attachment=attachment, reason="Weg.", by=person)


def test_a_withdrawn_file_is_not_offered_and_not_lost(
    clause: RegisterEntry, secretary: User, aedes: User
) -> None:
    attachment = add_file(clause, secretary)
    assert SignedIn(aedes).get(url_of(attachment)).status_code == 200
    url = reverse("attachment_withdraw", kwargs={"attachment": attachment.pk})

    page = SignedIn(secretary).post(url, {"reason": "Verkeerde versie."}, follow=True)

    text = page.content.decode()
    assert "Bijlage brief.pdf is ingetrokken." in text
    assert "Verkeerde versie." in text
    assert "alleen het secretariaat ziet deze bijlage" in text
    assert SignedIn(aedes).get(url_of(attachment)).status_code == 404
    assert "brief.pdf</a>" not in SignedIn(aedes).get(clause.get_absolute_url()).content.decode()
    assert bytes(AttachmentContent.objects.get(pk=attachment.pk).data) == PDF


def test_withdrawing_needs_a_reason_and_happens_once(
    clause: RegisterEntry, secretary: User
) -> None:
    attachment = add_file(clause, secretary)
    url = reverse("attachment_withdraw", kwargs={"attachment": attachment.pk})
    client = SignedIn(secretary)

    assert client.post(url, {"reason": " "}).status_code == 422
    assert "10001 tekens" in client.post(url, {"reason": "x" * 10_001}).content.decode()
    client.post(url, {"reason": "Dubbel."})

    again = client.post(url, {"reason": "Dubbel."})
    assert again.status_code == 422
    assert "al ingetrokken" in again.content.decode()


def test_the_trail_brings_back_every_attachment(clause: RegisterEntry, secretary: User) -> None:
    add_file(clause, secretary)
    gone = add_file(Measure.objects.get(number="3.01"), secretary)
    attachments.withdraw_attachment(attachment=gone, reason="Dubbel.", by=secretary)

    states = states_at(timezone.now(), Attachment)[Attachment]

    assert states == {row.trail_id: facts(row) for row in Attachment.objects.all()}
    told = Entry.objects.get(action="bijlage ingetrokken")
    assert (told.reason, list(told.after)) == ("Dubbel.", ["withdrawn_at"])
    assert Attachment.objects.get(pk=gone.pk).thing == Measure.objects.get(number="3.01")
