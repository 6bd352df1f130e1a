"""Every file for a spreadsheet: what somebody typed never becomes a formula there."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from measures.models import Measure
from measures.rounds.models import Round
from measures.services import attachments
from offensief.accounts.models import User
from reports.formats.csvw import csv_bundle_of
from reports.formats.xlsx import xlsx_of
from tests import deliveries, workbooks
from tests.conftest import SignedIn
from tests.documents import add_file
from tests.rounds import fill
from tests.unit.edition_documents import progress_document

# Excel and LibreOffice also take signs of full width, and look past blanks and marks.
STARTS = [
    *("=", "+", "-", "@", "\t=", "\r=", " =", "\n=", "\ufeff=", "\u200b="),
    *("\uff1d", "\uff0b", "\uff0d", "\uff20"),
]
SUM = "1+cmd|' /C calc'!A0"


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would compute this cell of a CSV."""
    bare = cell.strip().lstrip("\ufeff\u200b").strip()
    number = bare.lstrip("+-").replace(",", "").replace(".", "").isdigit()
    return bare[:1] in set("=+-@\uff1d\uff0b\uff0d\uff20") and not number


def csv_cells(content: bytes, delimiter: str = ";") -> Iterator[str]:
    text = StringIO(content.decode("utf-8-sig"), newline="")
    for row in csv.reader(text, delimiter=delimiter):
        yield from row


def check_csv(content: bytes, *, delimiter: str = ";") -> None:
    cells = list(csv_cells(content, delimiter))
    assert any(SUM in cell for cell in cells), "the typed text is not in this file"
    assert not [cell for cell in cells if is_formula(cell)]


def check_xlsx(content: bytes) -> None:
    found = False
    for sheet in load_workbook(BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                found = found or SUM in str(cell.value)
                # Our own sheets compute nothing at all.
                assert cell.data_type != "f", cell.coordinate
                assert cell.quotePrefix or not is_formula(str(cell.value or ""))
    assert found, "the typed text is not in this file"
    assert b"<f>" not in b"".join(ZipFile(BytesIO(content)).read(n) for n in _sheets(content))


def _sheets(content: bytes) -> list[str]:
    return [name for name in ZipFile(BytesIO(content)).namelist() if "worksheets/" in name]


@pytest.mark.parametrize("start", STARTS)
def test_the_list_of_measures(start: str, secretary: User) -> None:
    usual = Measure.objects.select_related("plan", "pillar").get(number="1.01")
    Measure.objects.create(
        number="8.01",
        plan=usual.plan,
        pillar=usual.pillar,
        short_title=start + SUM,
        official_text="Tekst",
        wave="now",
        plan_lines="1",
    )
    client = SignedIn(secretary)

    check_csv(client.get(reverse("export_csv")).content)
    check_xlsx(client.get(reverse("export_xlsx")).content)


@pytest.mark.parametrize("start", STARTS)
def test_the_trail(start: str, secretary: User) -> None:
    file = add_file(Measure.objects.get(number="1.01"), secretary)
    attachments.withdraw_attachment(attachment=file, reason=start + SUM, by=secretary)

    answer = SignedIn(secretary).get(reverse("trail_export"))

    # Sent in pieces, however long the trail is.
    check_csv(b"".join(answer.streaming_content))  # type: ignore[attr-defined]


@pytest.mark.parametrize("start", STARTS[:4])
def test_the_faults_of_a_delivery(start: str, figures_owner: User) -> None:
    upload = deliveries.read(f"gebied;jaar;aantal\n{start}{SUM};2025;3\n", figures_owner)

    answer = SignedIn(figures_owner).get(reverse("upload_faults", kwargs={"pk": upload.pk}))

    check_csv(answer.content)


@pytest.mark.parametrize("start", STARTS)
def test_the_workbook_of_a_partner(start: str, opened: Round, aedes: User) -> None:
    fill(opened, "1.01", aedes, text=start + SUM)

    check_xlsx(workbooks.download(SignedIn(aedes)))


@pytest.mark.parametrize("start", STARTS)
def test_the_tables_of_an_edition(start: str) -> None:
    document = progress_document()
    document["plan"]["pillars"][0]["measures"][0]["lead"] = start + SUM

    bundle = ZipFile(BytesIO(csv_bundle_of(document, lambda _: None)))
    tables = [name for name in bundle.namelist() if name.endswith(".csv")]

    assert any(SUM in cell for name in tables for cell in csv_cells(bundle.read(name), ","))
    for name in tables:
        assert not [cell for cell in csv_cells(bundle.read(name), ",") if is_formula(cell)]
    check_xlsx(xlsx_of(document, lambda _: None))


def test_every_csv_of_a_figure_goes_through_the_same_writer(db: None) -> None:
    page = Client().get("/").content.decode()
    key = page.partition("csv=")[2].partition('"')[0]

    answer = Client().get("/", {"csv": key})

    assert answer["Content-Type"].startswith("text/csv")
    assert not [cell for cell in csv_cells(answer.content) if is_formula(cell)]
