"""Files that are no workbook, or one that wants to do harm: one sentence each, and nothing kept."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from django.test import Client
from openpyxl import Workbook as Sheets

from measures.rounds.models import Round, Workbook
from measures.rounds.services.workbooks import MOST_WORKBOOKS
from measures.rounds.workbook import sandbox
from measures.rounds.workbook.layout import WrongWorkbook
from measures.rounds.workbook.writing import write_book
from offensief.accounts.models import User
from offensief.lib import boxed
from tests.conftest import SignedIn
from tests.documents import PDF, letter
from tests.documents import workbook as empty_workbook
from tests.rounds import submission_of
from tests.workbook_files import answers_of, book, changed
from tests.workbooks import address, download, send

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET = "xl/worksheets/sheet1.xml"
_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
_FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.fixture
def client(opened: Round, aedes: User) -> Client:
    return SignedIn(aedes)


def with_parts(parts: dict[str, bytes], *, data: bytes | None = None) -> bytes:
    """A workbook of which these parts are replaced or added."""
    content = BytesIO()
    with (
        ZipFile(BytesIO(data or empty_workbook())) as source,
        ZipFile(content, "w", ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, part in parts.items():
            target.writestr(name, part)
    return content.getvalue()


def sheet(rows: str, rest: str = "", before: str = "") -> bytes:
    """A workbook with this XML in its only sheet."""
    xml = f"{before}<worksheet {_NS}><sheetData>{rows}</sheetData>{rest}</worksheet>"
    return with_parts({_SHEET: xml.encode()})


def with_password() -> bytes:
    """A zip that says its parts are encrypted."""
    content = bytearray(empty_workbook())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 1)
    return bytes(content)


def with_macros() -> bytes:
    return with_parts({"xl/vbaProject.bin": b"macro"})


def bomb() -> bytes:
    """A small file that unpacks to a big one."""
    return sheet(_CELL.format("A" * 30_000_000))


def many_parts() -> bytes:
    return with_parts({f"xl/media/image{n}.png": os.urandom(10) for n in range(70)})


_LAUGHS = "".join(
    f'<!ENTITY {c} "{f"&{p};" * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)
_ENTITIES = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "lol">{_LAUGHS}]>'
_FILE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("antwoorden.csv", b"maatregel;fase\n1.01;In uitvoering\n", "geen Excel-bestand"),
        ("antwoorden.xlsx", b"<table><tr><td>1.01</table>", "geen Excel-bestand"),
        ("antwoorden.pdf", PDF, "geen Excel-bestand"),
        ("antwoorden.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "oud Excel-bestand"),
        ("antwoorden.docx", letter(), "Dit is een Word-document"),
        ("antwoorden.txt", empty_workbook(), "eindigt op .xlsx"),
        ("antwoorden.xlsm", with_macros(), "bevat macro&#x27;s"),
        ("antwoorden.xlsx", with_password(), "heeft een wachtwoord"),
        ("antwoorden.xlsx", b"PK\x03\x04" + os.urandom(500), "beschadigd"),
        ("antwoorden.xlsx", empty_workbook()[:-60], "beschadigd"),
        ("antwoorden.xlsx", with_parts({_SHEET: b"<worksheet"}), "beschadigd"),
        ("antwoorden.xlsx", b"", "leeg"),
        ("antwoorden.xlsx", empty_workbook(), "geen werkboek van het portaal"),
        ("antwoorden.xlsx", bomb(), "veel meer dan in het werkboek hoort"),
        ("antwoorden.xlsx", many_parts(), "veel meer dan in het werkboek hoort"),
        (
            "antwoorden.xlsx",
            sheet(_CELL.format("&i;"), before=_ENTITIES),
            "beschadigd, of er staat",
        ),
        ("antwoorden.xlsx", sheet(_CELL.format("&x;"), before=_FILE), "beschadigd, of er staat"),
        (
            "antwoorden.xlsx",
            sheet("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
            "beschadigd, of er staat",
        ),
        ("antwoorden.xlsx", sheet(_FAR), "geen werkboek van het portaal"),
    ],
    # Every worker makes the files anew, so what is in them cannot be the name of a test.
    ids=lambda part: part if isinstance(part, str) else "file",
)
def test_a_wrong_file_is_refused_in_a_sentence(
    name: str, data: bytes, sentence: str, client: Client
) -> None:
    answer = send(client, data, name)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "/etc/passwd" not in answer.content.decode()
    # A workbook is all that can be sent here.
    assert ".docx" not in answer.content.decode()
    assert not Workbook.objects.exists()


def test_a_file_that_is_too_big_is_refused(client: Client) -> None:
    answer = send(client, empty_workbook() + bytes(10 * 1024**2))

    assert answer.status_code == 422
    assert "groter dan 10 MB" in answer.content.decode()


def test_no_file_is_asked_for(client: Client) -> None:
    answer = client.post(address("workbook_upload"))

    assert answer.status_code == 422
    assert "Kies het werkboek dat u hebt ingevuld." in answer.content.decode()


def test_a_workbook_with_far_too_many_cells_ends_soon() -> None:
    cells = (f'<row r="{r}"><c r="A{r}"><v>{r * 7919}</v></c></row>' for r in range(1, 700_000))
    rows = "".join(cells)
    content, began = sheet(rows), time.monotonic()

    with pytest.raises(WrongWorkbook, match="veel te veel"):
        sandbox.open_book(content)

    assert time.monotonic() - began < sandbox.SECONDS / 2


def test_the_process_that_reads_gets_no_more_memory_than_it_may_have() -> None:
    program = (
        "from offensief.lib import boxed;"
        "boxed.limit_self(memory_bytes=512 * 1024**2, cpu_seconds=10);"
        "bytearray(10**9)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert done.returncode == 1
    assert b"MemoryError" in done.stderr


def test_the_process_that_reads_knows_no_secrets() -> None:
    assert set(boxed.ENVIRONMENT) == {"LANG", "OPENBLAS_NUM_THREADS"}


def test_a_process_that_takes_too_long_is_ended() -> None:
    with pytest.raises(WrongWorkbook, match="kan niet worden gelezen"):
        sandbox.open_book(empty_workbook(), seconds=0.01)


def test_words_in_a_workbook_are_words_on_the_page(client: Client) -> None:
    def rename(book: Sheets) -> None:
        answers_of(book)["D3"].value = "<script>alert(1)</script>"

    page = send(client, changed(download(client), rename)).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_a_stored_zip_is_read_as_well(client: Client) -> None:
    content = BytesIO()
    with ZipFile(BytesIO(download(client))) as source, ZipFile(content, "w", ZIP_STORED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))

    assert send(client, content.getvalue()).status_code == 200


@pytest.mark.parametrize(
    ("differences", "sentence"),
    [
        ({"round_number": "2026-2"}, "Dit werkboek hoort bij ronde 2026-2."),
        ({"partner_key": "kpn"}, "Dit werkboek is niet van Aedes."),
        # As after a restored backup: the portal knows no version 3 of this answer.
        ({}, "past niet bij wat het portaal nu weet"),
    ],
)
def test_a_workbook_that_belongs_elsewhere_is_refused(
    differences: dict[str, Any], sentence: str, client: Client
) -> None:
    answer = send(client, write_book(replace(book(), **differences)))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_nobody_fills_the_database_with_workbooks(
    opened: Round, client: Client, aedes: User
) -> None:
    submission = submission_of(opened, "aedes")
    Workbook.objects.bulk_create(
        Workbook(submission=submission, name="x", size=1, sha256=str(n), sent_by=aedes, via="page")
        for n in range(MOST_WORKBOOKS)
    )

    answer = send(client, download(client))

    assert answer.status_code == 422
    assert "al 100 werkboeken" in answer.content.decode()
