"""What checkers say of a PDF we made: both standards, and what they do not look at.

The head reads the outcome before establishing (reports.selectors.approval). Runs in a process of
its own (reports.printing), like the printer.
"""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pikepdf

MOST_FAULTS = 5
# Of the chapters and the cover together, without annexes.
MOST_PAGES = 12
_HEADING = re.compile(r"/H([1-6])")


@dataclass(frozen=True, slots=True)
class Result:
    """One check: what was looked at, whether it is right, and what is not."""

    name: str
    is_right: bool
    faults: tuple[str, ...] = ()


def inspect(pdf: bytes) -> list[dict[str, Any]]:
    """Every check of a PDF, in the order a person reads them."""
    results = [_standard(pdf, "PDF/UA-1", "ua1"), _standard(pdf, "PDF/A-2a", "2a")]
    with pikepdf.open(BytesIO(pdf)) as opened:
        parts = list(elements(opened))
        results += [Result(name, not faults, faults) for name, faults in _own(opened, parts)]
    return [asdict(result) for result in results]


def _standard(pdf: bytes, name: str, profile: str) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "edition.pdf"
        file.write_bytes(pdf)
        found = page.validate_pdf(str(file), profile=profile)
    faults = dict.fromkeys(f"{fault.rule_id}: {fault.message}" for fault in found.failures)
    return Result(name, found.is_compliant, tuple(faults)[:MOST_FAULTS])


def _own(
    pdf: pikepdf.Pdf, parts: list[pikepdf.Dictionary]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What validators leave to people, each with its faults."""
    heads = [part for part in parts if str(part.S) == "/TH"]
    figures = [part for part in parts if str(part.S) == "/Figure"]
    levels = [int(found[1]) for part in parts if (found := _HEADING.fullmatch(str(part.S)))]
    yield (
        "Taal en titel",
        _faults(
            (str(pdf.Root.get("/Lang", "")) == "nl", "De taal is niet Nederlands."),
            (bool(str(pdf.docinfo.get("/Title", ""))), "Er is geen titel."),
        ),
    )
    yield (
        "Koppen van tabellen",
        _faults(
            (all(map(_has_scope, heads)), "Een kop zegt niet of hij bij een rij of kolom hoort.")
        ),
    )
    yield (
        "Koppen van hoofdstukken",
        _faults(
            (levels.count(1) == 1, "Er is niet precies één hoofdtitel."),
            (all(b <= a + 1 for a, b in pairwise(levels)), "Er wordt een kop overgeslagen."),
        ),
    )
    yield (
        "Tekst bij figuren",
        _faults(
            (
                all(str(part.get("/Alt", "")).strip() for part in figures),
                "Een figuur heeft geen tekst.",
            )
        ),
    )
    yield "Lengte", _too_long(pdf)
    yield "Bladwijzers", _faults((_has_bookmarks(pdf), "Er zijn geen bladwijzers."))


def _faults(*checks: tuple[bool, str]) -> tuple[str, ...]:
    return tuple(sentence for is_right, sentence in checks if not is_right)


def _has_scope(head: pikepdf.Dictionary) -> bool:
    return "/A" in head and str(head.A.get("/Scope", "")) in {"/Column", "/Row"}


def _too_long(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The chapters before the annexes have at most as many pages as parliament was promised."""
    number = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
    with pdf.open_outline() as outline:
        chapters = outline.root[0].children if outline.root else []
        starts = {
            str(item.title): number[item.destination[0].objgen]
            for item in chapters
            if isinstance(item.destination, pikepdf.Array)
        }
    annex = next((n for title, n in starts.items() if title.startswith("Annex A")), None)
    if annex is None or annex <= MOST_PAGES:
        return ()
    return (f"Tot annex A zijn het {annex} bladzijden; het doel is hoogstens {MOST_PAGES}.",)


def _has_bookmarks(pdf: pikepdf.Pdf) -> bool:
    with pdf.open_outline() as outline:
        return bool(outline.root)


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure, in reading order."""
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            waiting.append(node.get("/K", pikepdf.Array()))
