"""The edition as a bundle: a CSV per table, and one file that tells what is in their columns.

The description follows CSV on the Web (W3C, tabular metadata). The CSVs follow RFC 4180: UTF-8
without a mark, commas, lines that end in CRLF. Text that a spreadsheet would take for a formula has
an apostrophe in front, as in every CSV of the portal.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

from offensief.lib.sheets import write_lines
from reports.canonical import Document
from reports.formats import about
from reports.formats.tables.all import tables
from reports.formats.tables.shape import Column, DataTable, Kind, Value
from reports.formats.zipped import pack
from reports.progress import Tell
from reports.text import report
from reports.text.printed import PrintedEdition

METADATA, README = "csv-metadata.json", "LEESMIJ.txt"
_BETWEEN_CODES = " "
_YES, _NO = "ja", "nee"


def csv_bundle_of(document: Document, tell: Tell) -> bytes:
    """The document as a ZIP of CSVs. Raises WrongDocument when it is not whole."""
    tell("Tekst opstellen")
    edition = report.read(document)
    found = tables(document, edition)
    tell("Tabellen schrijven")
    parts = {f"{table.name}.csv": _csv(table) for table in found}
    described = json.dumps(_metadata(edition, found), ensure_ascii=False, indent=2)
    parts[METADATA] = f"{described}\n".encode()
    parts[README] = "\r\n".join([*_readme(edition, found), ""]).encode()
    tell("Inpakken")
    return pack(parts, about.frozen_at(edition))


def _csv(table: DataTable) -> bytes:
    head = [column.name for column in table.columns]
    rows = ([_written(value) for value in row] for row in table.rows)
    return write_lines(chain([head], rows), delimiter=",").encode()


def _written(value: Value) -> str | int:
    """A value as its datatype says it: days and moments as in ISO 8601, moments in UTC."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
    if isinstance(value, date):
        return value.isoformat()
    return _BETWEEN_CODES.join(value) if isinstance(value, tuple) else value


def _metadata(edition: PrintedEdition, found: Sequence[DataTable]) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "dc:title": about.title_of(edition),
        "dc:description": about.subject_of(edition),
        "dc:language": "nl",
        "dc:publisher": about.AUTHOR,
        "dc:created": edition.cover.frozen_at,
        "dc:identifier": f"{edition.cover.number} sha256:{edition.sha256}",
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "lineTerminators": ["\r\n"],
        },
        "tables": [_table(table, {other.name: other for other in found}) for table in found],
    }


def _table(table: DataTable, by_name: Mapping[str, DataTable]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_column(column, is_key=column == table.key) for column in table.columns],
        "primaryKey": table.key.name,
    }
    if table.refers:
        schema["foreignKeys"] = [
            {
                "columnReference": name,
                "reference": {
                    "resource": f"{other}.csv",
                    "columnReference": by_name[other].key.name,
                },
            }
            for name, other in table.refers.items()
        ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.about,
        "tableSchema": schema,
    }


def _column(column: Column, *, is_key: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "titles": [column.name, column.title]}
    if column.about:
        told["dc:description"] = column.about
    if column.kind == Kind.CODES:
        told |= {"datatype": "string", "separator": _BETWEEN_CODES}
    elif column.kind == Kind.YES_NO:
        told["datatype"] = {"base": "boolean", "format": f"{_YES}|{_NO}"}
    else:
        told["datatype"] = column.kind.value
    if is_key:
        told["required"] = True
    return told


def _readme(edition: PrintedEdition, found: Sequence[DataTable]) -> Iterator[str]:
    yield about.title_of(edition)
    yield about.subject_of(edition)
    yield ""
    if edition.cover.is_concept:
        yield "Dit is een concept. Het is niet vastgesteld en kan nog veranderen."
        yield ""
    for name, text in about.facts(edition):
        yield f"{name}: {text}"
    yield ""
    yield "DE BESTANDEN"
    for table in found:
        yield f"{table.name}.csv: {table.about}"
    yield f"{METADATA}: wat elke kolom betekent, volgens CSV on the Web (W3C)."
    yield ""
    yield "ZO LEEST U ZE"
    yield "Tekens: UTF-8. Scheiding: komma. Regeleinde: CRLF. De eerste regel noemt de kolommen."
    yield "Datums: jaar-maand-dag. Momenten: in UTC. Een leeg veld: niets opgegeven."
    yield "Meer codes in één veld staan met een spatie ertussen."
    yield "Begint een tekst met = + - of @, dan staat er een apostrof (') voor. Zo ziet een"
    yield "rekenprogramma er geen formule in. Haal die apostrof weg als u de tekst zelf nodig hebt."
    yield "Wilt u de tabellen bekijken in Excel? Neem dan het Excel-bestand van deze editie."
    yield ""
    yield "ZO CONTROLEERT U ZE"
    yield about.HOW_TO_VERIFY
