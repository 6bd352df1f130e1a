"""The bundle of CSV files: each holds what its description says, as the standards write it."""

import csv
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest

from reports.formats.csvw import METADATA, README, csv_bundle_of
from reports.formats.tables.all import tables
from reports.reading import WrongDocument
from reports.text import report
from tests.unit.edition_documents import progress_document
from tests.unit.format_documents import DOCUMENTS
from tests.unit.receipt_documents import receipt_document

NAMES = list(DOCUMENTS)
type Row = dict[str, str]


@cache
def written(name: str) -> bytes:
    return csv_bundle_of(DOCUMENTS[name](), lambda step: None)


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def described(content: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(parts(content)[METADATA])
    return told


def rows(content: bytes, name: str) -> list[Row]:
    text = StringIO(parts(content)[name].decode(), newline="")
    return list(csv.DictReader(text, strict=True))


def _is(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def is_one(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return is_one


# How a value of each datatype is written (W3C, XML Schema datatypes).
DATATYPES: dict[str, Callable[[str], bool]] = {
    "string": lambda text: True,
    "integer": lambda text: re.fullmatch(r"-?[0-9]+", text) is not None,
    "date": _is(date.fromisoformat),
    "dateTime": lambda text: text.endswith("Z") and _is(datetime.fromisoformat)(text),
    "ja|nee": lambda text: text in {"ja", "nee"},
}


def fits(column: dict[str, Any], value: str) -> bool:
    if value == "":
        return not column.get("required", False)
    datatype = column["datatype"]
    name = datatype if isinstance(datatype, str) else datatype["format"]
    values = value.split(column["separator"]) if "separator" in column else [value]
    return all(DATATYPES[name](one) for one in values)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_described_and_every_description_has_its_file(name: str) -> None:
    files = set(parts(written(name)))
    told = {table["url"] for table in described(written(name))["tables"]}

    assert files == told | {METADATA, README}
    assert len(told) == 12


@pytest.mark.parametrize("name", NAMES)
def test_every_value_is_of_the_datatype_of_its_column(name: str) -> None:
    for table in described(written(name))["tables"]:
        columns = table["tableSchema"]["columns"]
        for row in rows(written(name), table["url"]):
            assert list(row) == [column["name"] for column in columns]
            assert None not in row.values()
            assert not [c["name"] for c in columns if not fits(c, row[c["name"]])]


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique_and_what_refers_finds_its_line(name: str) -> None:
    told = described(written(name))["tables"]
    keys = {
        table["url"]: [row[table["tableSchema"]["primaryKey"]] for row in rows(written(name), url)]
        for table in told
        for url in [table["url"]]
    }

    for table in told:
        assert len(keys[table["url"]]) == len(set(keys[table["url"]]))
        for link in table["tableSchema"].get("foreignKeys", []):
            reference = link["reference"]
            values = {row[link["columnReference"]] for row in rows(written(name), table["url"])}
            assert values <= set(keys[reference["resource"]])


@pytest.mark.parametrize("name", NAMES)
def test_files_are_as_rfc_4180_says(name: str) -> None:
    for file, content in parts(written(name)).items():
        if file.endswith(".csv"):
            assert not content.startswith(b"\xef\xbb\xbf")
            assert content.endswith(b"\r\n")
            content.decode("utf-8", "strict")
            # Outside quotes a line ends in CRLF only.
            outside = re.sub(rb'"(?:[^"]|"")*"', b"", content)
            assert outside.count(b"\n") == outside.count(b"\r\n") == outside.count(b"\r")


def test_the_description_names_the_edition_the_language_and_the_hash() -> None:
    told = described(written("usual"))

    assert told["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "nl"}]
    assert told["dc:title"].startswith("CONCEPT · ")
    assert told["dc:identifier"] == (
        f"2026-concept-1 sha256:{report.read(DOCUMENTS['usual']()).sha256}"
    )
    assert all(c["titles"] for t in told["tables"] for c in t["tableSchema"]["columns"])


def test_the_same_rows_as_in_the_document_come_out() -> None:
    document = DOCUMENTS["usual"]()
    counts = rows(written("usual"), "cijfers.csv")

    assert [row["code"] for row in counts] == [e["code"] for e in document["provenance"]]
    assert [int(row["aantal"]) for row in counts] == [e["value"] for e in document["provenance"]]
    assert counts[0]["periode_tot_en_met"] == "2024-12-31"
    assert rows(written("usual"), "opgaven.csv")[0]["vastgelegd_op"] == "2025-12-01T10:00:00Z"
    assert rows(written("usual"), "berekend.csv")[1]["invoer"] == "C2 R1"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_text_of_a_partner_never_becomes_a_formula(text: str) -> None:
    document = progress_document()
    document["plan"]["pillars"][0]["measures"][0]["lead"] = text

    told = rows(csv_bundle_of(document, lambda step: None), "maatregelen.csv")

    assert told[0]["trekker"] == f"'{text}"


def test_the_readme_tells_what_is_in_the_bundle_and_how_to_check_it() -> None:
    readme = parts(written("final"))[README].decode()

    assert readme.startswith("VASTGESTELD · ")
    assert "Corrigeert: Editie 2025-2" in readme
    assert report.read(DOCUMENTS["final"]()).sha256 in readme
    assert "concept" not in readme.split("ZO CONTROLEERT")[0].splitlines()[0].lower()
    for table in tables(DOCUMENTS["final"](), report.read(DOCUMENTS["final"]())):
        assert f"{table.name}.csv: {table.about}" in readme


def test_a_receipt_is_no_report() -> None:
    with pytest.raises(WrongDocument, match="ontbreekt"):
        csv_bundle_of(receipt_document(), lambda step: None)
