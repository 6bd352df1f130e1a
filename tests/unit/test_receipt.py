"""What a receipt says: who signed what, when, how, and what was told. The file is in test_pdf."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string

from reports.canonical import Document, canonical_text, digest
from reports.kinds import receipt
from reports.kinds.registry import KINDS, kind_of
from reports.pdf import pdf_of, printable
from reports.reading import WrongDocument
from tests.unit.edition_documents import LONG_TEXT, LONG_WORD, SCRIPT
from tests.unit.receipt_documents import field, move, receipt_document

# The printer leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def html(document: Document) -> str:
    return render_to_string("reports/kinds/receipt.html", {"receipt": receipt.read(document)})


def with_fields(*fields: dict[str, str], **more: Any) -> Document:
    """A receipt about one measure with these answers."""
    document = receipt_document(measures=1)
    document["answers"][0] |= {"fields": list(fields), **more}
    return document


def test_the_sentence_says_who_signed_for_whom_and_when_on_the_dutch_clock() -> None:
    found = receipt.read(receipt_document(at="2026-07-10T22:30:00+00:00"))

    assert found.sentence == (
        "Aron Mulder ondertekende op 11 juli 2026 om 00.30 uur de opgave voor ronde 2026-1, "
        "namens Aedes."
    )
    assert found.period == "januari t/m juni 2026"


@pytest.mark.parametrize(
    ("via", "way"),
    [
        ("pagina", "op de pagina van de ronde, na inloggen"),
        ("persoonlijke link", "met een persoonlijke link"),
        ("per duif", "per duif"),
    ],
)
def test_the_way_is_told(via: str, way: str) -> None:
    assert way in html(receipt_document(via=via))


def test_what_the_secretariat_wrote_down_is_not_called_signed() -> None:
    via = "namens de partner vastgelegd door het secretariaat"
    text = html(receipt_document(via=via, on_behalf_by="Sanne de Vries"))

    assert "Sanne de Vries van het secretariaat legde op 10 juli 2026 om 14.03 uur" in text
    assert "zoals opgegeven door Aron Mulder" in text
    assert "<td>Sanne de Vries, secretariaat</td>" in text
    assert "Ondertekend" not in text


def test_late_and_again_are_told_only_when_so() -> None:
    assert "Bijzonderheden" not in html(receipt_document())
    assert "Ondertekend na de uiterste datum" in html(receipt_document(late=True))
    assert "Opnieuw ondertekend" in html(receipt_document(again=True))


def test_every_measure_is_listed_and_only_what_was_told_is_printed_out() -> None:
    found = receipt.read(receipt_document())

    assert [m.told for m in found.measures] == [
        "6 antwoorden",
        "ongewijzigd",
        "6 antwoorden",
        "6 antwoorden",
    ]
    assert found.count == "4 maatregelen, waarvan 1 ongewijzigd"
    assert [m.number for m in found.told] == ["1.01", "3.01", "4.01"]


def test_days_are_written_in_dutch_and_other_text_stays_as_it_is() -> None:
    document = with_fields(
        field("Mijlpaal", "2026-10-01", "2026-07-01"), field("Fase", "2026-02-30", "20260201")
    )

    first, second = receipt.read(document).measures[0].answers
    assert (first.value, first.before) == ("1 oktober 2026", "1 juli 2026")
    assert (second.value, second.before) == ("2026-02-30", "20260201")


def test_what_is_empty_or_the_same_is_said_in_words() -> None:
    text = html(with_fields(field("A", "", "x"), field("B", "y", ""), field("C", "z", "z")))

    assert "<td>leeg</td><td>x</td>" in text
    assert "<td><strong>y</strong></td><td>nog leeg</td>" in text
    assert "<td>z</td><td>hetzelfde</td>" in text


def test_long_answers_stand_below_the_table() -> None:
    found = receipt.read(with_fields(field("Kort", "ja", ""), field("Lang", LONG_TEXT, "")))

    (measure,) = found.measures
    assert [a.label for a in measure.answers] == ["Kort"]
    assert [a.label for a in measure.texts] == ["Lang"]


def test_a_long_text_that_stayed_the_same_is_not_printed_twice() -> None:
    text = html(with_fields(field("Lang", LONG_TEXT, LONG_TEXT)))

    assert text.count(LONG_TEXT.strip()) == 1
    assert "Dit is hetzelfde als hiervoor." in text


def test_moved_milestones_stand_with_their_reason() -> None:
    moved = [move("Clausule vast", "2026-10-01", "2026-07-01", "De ledenraad is later.")]
    document = with_fields(milestones=moved)

    text = html(document)

    assert receipt.read(document).measures[0].told == "1 verschoven mijlpaal"
    assert "<td><strong>1 oktober 2026</strong></td><td>1 juli 2026</td>" in text
    assert "De ledenraad is later." in text


def test_a_receipt_about_nothing_says_so() -> None:
    document = receipt_document(measures=0)

    assert "Deze opgave gaat over geen enkele maatregel." in html(document)
    assert receipt.read(document).count == "geen"


def test_both_hashes_stand_at_the_end() -> None:
    document = receipt_document()

    text = html(document)

    assert digest(canonical_text(document)) in text
    assert document["answer_hash"] in text.rpartition(digest(canonical_text(document)))[2]


def test_text_of_partners_stays_text() -> None:
    text = printable(html(receipt_document(hostile=True)))

    assert SCRIPT not in text
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in text
    assert "<img" not in text
    assert text.count('href="') == 1
    assert "[U+1F525]" in text
    assert LONG_WORD in text
    assert 'class="has-long-words"' in text
    assert "has-long-words" not in html(receipt_document())


def test_the_file_has_its_own_title_language_and_day() -> None:
    with pikepdf.open(BytesIO(pdf_of(receipt_document(), tell=lambda step: None))) as pdf:
        assert str(pdf.docinfo.Title) == "Ontvangstbewijs ronde 2026-1 · Aedes"
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo.CreationDate).startswith("D:20260710140300")


@pytest.mark.parametrize("part", ["round", "partner", "signed", "answers", "answer_hash"])
def test_document_without_a_part_is_refused(part: str) -> None:
    document = receipt_document()
    del document[part]

    with pytest.raises(WrongDocument, match=part):
        receipt.read(document)


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda d: d["signed"].update(late="nee"), "'nee' is geen ja of nee"),
        (lambda d: d["signed"].update(at="gisteren"), "Een waarde in het document"),
        (lambda d: d["signed"].update(at="2026-07-10T14:03:00"), "Een waarde in het document"),
        (lambda d: d["signed"].update(by=None), "None is geen tekst"),
        (lambda d: d["answers"][0].update(title=["x"]), "is geen tekst"),
        (lambda d: d["answers"][0].update(fields=None), "een andere vorm"),
        (lambda d: d.update(answer_hash="ABC"), "'ABC' is geen SHA-256"),
        (lambda d: d.update(more=1.5), "een andere vorm"),
    ],
)
def test_document_with_another_shape_is_refused(
    spoil: Callable[[Document], None], complaint: str
) -> None:
    document = receipt_document()
    spoil(document)

    with pytest.raises(WrongDocument, match=complaint):
        receipt.read(document)


def test_every_kind_is_found_by_its_schema_and_no_other() -> None:
    for schema, kind in KINDS.items():
        assert kind_of({"schema": schema}) is kind
    for wrong in ({}, {"schema": None}, {"schema": "ontvangstbewijs/2"}):
        with pytest.raises(WrongDocument, match="ontvangstbewijs/1"):
            kind_of(wrong)


def test_document_survives_a_round_through_its_text() -> None:
    document = receipt_document()

    assert receipt.read(json.loads(canonical_text(document))) == receipt.read(document)
