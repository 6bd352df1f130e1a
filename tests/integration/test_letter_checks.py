"""The cijfercheck from upload to outcome, on the pages and in the database."""

import json
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from offensief.accounts.models import User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed, Refused
from reports.canonical import canonical_text, digest
from reports.models import Edition, EditionState, LetterCheck
from reports.selectors.letters import newest_check
from reports.services import building, letters
from reports.services.asking import request_edition
from tests.conftest import SignedIn
from tests.integration.test_editions import wish
from tests.letters import RIGHT, UNKNOWN, WRONG, docx, letter_check, locked, pdf

type Send = Callable[..., LetterCheck]


@pytest.fixture
def edition(secretary: User) -> Edition:
    """A frozen concept with the figures of the plan."""
    return building.freeze(request_edition(wish=wish(), by=secretary).pk)


@pytest.fixture
def client(secretary: User) -> Client:
    return SignedIn(secretary)


def _file(data: bytes, name: str = "brief.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def _checked(edition: Edition, by: User, data: bytes, name: str = "brief.pdf") -> LetterCheck:
    found = letters.examine(_file(data, name), name=name, size=len(data), edition=edition, by=by)
    return letters.keep(checked=found, edition=edition, by=by)


def _list(edition: Edition) -> str:
    return reverse("letter_checks", kwargs={"number": edition.number})


@pytest.mark.parametrize(
    ("make", "name"), [(pdf, "brief.pdf"), (docx, "brief.docx")], ids=["pdf", "docx"]
)
def test_a_letter_is_checked_from_upload_to_outcome(
    client: Client, edition: Edition, make: Callable[[str], bytes], name: str
) -> None:
    data = make(f"{RIGHT} {WRONG} {UNKNOWN} Zie Kamerstuk 28 684, nr. 816.")

    page = client.post(_list(edition), {"file": _file(data, name)}, follow=True)

    check = LetterCheck.objects.get()
    text = page.content.decode()
    assert page.redirect_chain == [(check.get_absolute_url(), 302)]
    assert (check.matching, check.differing, check.unknown, check.references) == (2, 1, 3, 1)
    assert "1.543: klopt" in text
    assert "910: wijkt af" in text
    assert "De editie zegt: 901 (Totaal, aanslagen en pogingen, Nederland, 2023)" in text
    assert "296: onbekend" in text
    assert check.sha256 == digest(data)


def test_the_newest_check_tells_its_counts(edition: Edition, secretary: User, head: User) -> None:
    assert newest_check(edition) is None
    _checked(edition, secretary, pdf(WRONG))
    _checked(edition, head, pdf(f"{RIGHT} {UNKNOWN}"))

    newest = newest_check(edition)

    assert newest
    assert (newest.counts.matching, newest.counts.differing, newest.counts.unknown) == (2, 0, 2)
    assert newest.check.made_by == head
    assert newest.sentence == (
        "Van 4 getallen en datums kloppen er 2, wijken er 0 af en zijn er 2 onbekend."
    )


def test_a_check_leaves_a_trail_without_the_letter(edition: Edition, secretary: User) -> None:
    check = _checked(edition, secretary, pdf(f"{RIGHT} Dit is geheim."))

    entry = Entry.objects.get(action="brief gecontroleerd")
    assert entry.object_id == str(check.pk)
    assert "geheim" not in json.dumps([check.rows, entry.after])


def test_a_check_never_changes(edition: Edition, secretary: User) -> None:
    check = _checked(edition, secretary, pdf(RIGHT))

    for change in (
        "UPDATE reports_lettercheck SET matching = 9",
        "DELETE FROM reports_lettercheck",
    ):
        with (
            pytest.raises(DatabaseError, match="only added"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    assert LetterCheck.objects.get().matching == check.matching


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7\n\xff\xff\xff", "kan niet worden gelezen"),
        (locked(pdf("Geheim"), password="x"), "Deze pdf heeft een wachtwoord"),
        (pdf(*["Een bladzijde."] * 1000), "meer dan 200 bladzijden"),
        (pdf(""), "geen tekst die de computer kan lezen"),
        (b"In 2024 waren er 1.543.", "geen pdf en geen Word-document"),
        (b"", "Dit bestand is leeg"),
    ],
    ids=["corrupt", "password", "1,000 pages", "scan", "text", "empty"],
)
def test_a_bad_file_gets_a_sentence_and_nothing_is_lost(
    client: Client, edition: Edition, secretary: User, data: bytes, sentence: str
) -> None:
    before = _checked(edition, secretary, pdf(RIGHT))

    page = client.post(_list(edition), {"file": _file(data)})

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert before.get_absolute_url() in page.content.decode()
    assert LetterCheck.objects.get() == before


def test_a_file_that_is_too_big_is_not_read(edition: Edition, secretary: User) -> None:
    class Unread(SimpleUploadedFile):
        def read(self, *_: int) -> bytes:
            raise AssertionError("somebody read it")

    with pytest.raises(ValidationError, match="groter dan 30 MB"):
        letters.examine(
            Unread("brief.pdf", b"x"), name="brief.pdf", size=31 * 1024**2, edition=edition,
            by=secretary,
        )  # fmt: skip


def test_without_a_file_the_form_says_so(client: Client, edition: Edition) -> None:
    page = client.post(_list(edition), {})

    assert page.status_code == 422
    assert "Kies de brief die u wilt controleren." in page.content.decode()


def test_only_bureau_and_head_check(edition: Edition, reader: User, outsider: User) -> None:
    for person in (reader, outsider):
        with pytest.raises(NotAllowed):
            _checked(edition, person, pdf(RIGHT))


def test_an_edition_in_the_making_cannot_be_checked(secretary: User, client: Client) -> None:
    edition = request_edition(wish=wish(), by=secretary)

    page = client.post(_list(edition), {"file": _file(pdf(RIGHT))})

    assert edition.state == EditionState.ASKED
    assert page.status_code == 409
    assert "wordt nog gemaakt" in page.content.decode()


def test_an_edition_of_before_is_refused_with_a_sentence(edition: Edition, secretary: User) -> None:
    edition.document = canonical_text({"schema": "voortgangsrapportage/2"})

    with pytest.raises(Refused, match="Maak een nieuw concept"):
        _checked(edition, secretary, pdf(RIGHT))


def test_there_is_an_end_to_checking(
    edition: Edition, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "MOST_CHECKS", 1)
    _checked(edition, secretary, pdf(RIGHT))

    with pytest.raises(Refused, match="al 1 brieven"):
        _checked(edition, secretary, pdf(WRONG))


def test_one_verdict_can_be_looked_at(client: Client, edition: Edition, secretary: User) -> None:
    check = _checked(edition, secretary, pdf(f"{RIGHT} {WRONG} {UNKNOWN}"))
    shown = {
        asked: client.get(check.get_absolute_url(), {"oordeel": asked}).content.decode()
        for asked in ("wijkt-af", "klopt", "onbekend", "verwijzing", "onzin")
    }

    assert "910: wijkt af" in shown["wijkt-af"]
    assert "1.543: klopt" not in shown["wijkt-af"]
    assert "1.543: klopt" in shown["klopt"]
    assert "296: onbekend" in shown["onbekend"]
    assert "Geen zinnen" in shown["verwijzing"]
    assert "910: wijkt af" in shown["onzin"]


def test_what_a_letter_says_is_shown_as_text(
    client: Client, edition: Edition, secretary: User
) -> None:
    data = docx("<script>alert(1.543)</script> \N{RIGHT-TO-LEFT OVERRIDE}en 12 =1+1.")
    check = _checked(edition, secretary, data, "<b>brief</b>.docx")

    page = client.get(check.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page
    assert check.name == "b.docx"


def test_the_file_has_a_line_per_number(client: Client, edition: Edition, secretary: User) -> None:
    check = _checked(edition, secretary, pdf(f"{RIGHT} {WRONG}"))

    response = client.get(reverse("letter_check_file", kwargs=check.where))

    lines = response.content.decode("utf-8-sig").split("\r\n")
    assert response["Content-Disposition"].startswith("attachment")
    assert lines[0] == "Plaats;Getal;Soort;Oordeel;Waarom;Code in de editie;Zin"
    assert len(lines) == 1 + 4 + 1
    assert ";wijkt af;" in lines[4]


def test_a_check_belongs_to_its_edition(client: Client, edition: Edition, secretary: User) -> None:
    other = building.freeze(request_edition(wish=wish(), by=secretary).pk)
    check = letter_check(other, secretary)

    wrong = reverse("letter_check", kwargs={"number": edition.number, "pk": check.pk})

    assert client.get(wrong).status_code == 404


def test_changes_in_a_word_document_are_told(
    client: Client, edition: Edition, secretary: User
) -> None:
    inserted = '<w:ins w:id="1" w:author="x"><w:r><w:t>12</w:t></w:r></w:ins>'
    data = docx(RIGHT, parts={"</w:p>": f"{inserted}</w:p>"})
    check = _checked(edition, secretary, data, "brief.docx")

    assert "staan nog wijzigingen" in client.get(check.get_absolute_url()).content.decode()


def test_the_pages_ask_the_database_little(
    client: Client,
    edition: Edition,
    secretary: User,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    check = _checked(edition, secretary, pdf(f"{RIGHT} {WRONG}"))
    _checked(edition, secretary, pdf(UNKNOWN))

    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        client.get(check.get_absolute_url())
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        client.get(_list(edition))
