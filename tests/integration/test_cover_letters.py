"""The letter that goes with an edition: proposed, kept version by version, never lost."""

from io import BytesIO

import docx
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from offensief.accounts.models import User
from offensief.lib.refusals import NotAllowed, Refused
from offensief.lib.rules import EditConflict
from reports.models import CoverLetter
from reports.services import finals
from reports.services.cover_letters import write_letter
from tests import editions
from tests.conftest import SignedIn

pytestmark = pytest.mark.django_db
TEXT = "Geachte voorzitter,\n\nHierbij de rapportage.\n\nDe minister,"


def test_a_first_text_has_the_numbers_of_the_edition(secretary: User) -> None:
    edition = editions.concept(secretary)

    page = SignedIn(secretary).get(reverse("cover_letter", args=[edition.number])).content.decode()

    assert "Geachte voorzitter," in page
    assert "Doel 2025 niet gehaald (voorlopig): 1.525* aanslagen en pogingen" in page
    assert edition.number in page


def test_every_version_is_kept_and_the_last_one_is_the_file(secretary: User) -> None:
    edition = editions.concept(secretary)
    browser, address = SignedIn(secretary), reverse("cover_letter", args=[edition.number])

    assert browser.post(address, {"version": 0, "text": "Eerste."}).status_code == 302
    assert browser.post(address, {"version": 1, "text": TEXT}).status_code == 302
    assert browser.post(address, {"version": 2, "text": TEXT}).status_code == 302

    assert [letter.text for letter in edition.cover_letters.all()] == ["Eerste.", TEXT]
    files = [browser.get(f"{address}docx/") for _ in range(2)]
    written = docx.Document(BytesIO(files[0].content))
    assert [p.text for p in written.paragraphs] == TEXT.split("\n\n")
    assert files[0].content == files[1].content
    assert f"CONCEPT-aanbiedingsbrief-{edition.number}.docx" in files[0]["Content-Disposition"]
    with pytest.raises(DatabaseError), transaction.atomic():
        CoverLetter.objects.update(text="anders")


def test_two_people_at_once_lose_nothing(secretary: User) -> None:
    edition = editions.concept(secretary)
    write_letter(edition=edition, version=0, text="Van de ander.", by=secretary)
    address = reverse("cover_letter", args=[edition.number])

    answer = SignedIn(secretary).post(address, {"version": 0, "text": "Van mij."})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Van mij." in page
    assert "Van de ander." in page
    assert 'name="version" value="1"' in page
    with pytest.raises(EditConflict):
        write_letter(edition=edition, version=0, text="Van mij.", by=secretary)


def test_who_may_write_and_until_when(secretary: User, head: User) -> None:
    final = editions.established(secretary, head)

    with pytest.raises(NotAllowed):
        write_letter(edition=final, version=0, text=TEXT, by=head)
    with pytest.raises(ValidationError, match="Schrijf de brief"):
        write_letter(edition=final, version=0, text=" \n", by=secretary)
    finals.send(edition=final, sending=editions.sending(), by=secretary)
    with pytest.raises(Refused, match="verzonden"):
        write_letter(edition=final, version=0, text=TEXT, by=secretary)


def test_hostile_text_stays_text(secretary: User) -> None:
    edition = editions.concept(secretary)
    text = "<script>alert(1)</script>\x0b\u202e\n\n" + "w" * 500
    write_letter(edition=edition, version=0, text=text, by=secretary)
    browser, address = SignedIn(secretary), reverse("cover_letter", args=[edition.number])

    page = browser.get(address).content.decode()

    assert "<script>alert(1)" not in page
    file = docx.Document(BytesIO(browser.get(f"{address}docx/").content))
    assert "<script>alert(1)</script>" in file.paragraphs[0].text
