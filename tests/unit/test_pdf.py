"""Printed documents: accessible, whole, closed to the outside, and the same bytes every time."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from weasyprint.urls import FatalURLFetchingError

from reports import charts
from reports.canonical import canonical_text, digest
from reports.inspection import elements
from reports.pdf import OwnAssets, pdf_of, printable
from reports.reading import WrongDocument
from reports.text import report
from tests.unit.edition_documents import (
    CHAPTERS,
    LONG_WORD,
    SCRIPT,
    progress_document,
    round_document,
)
from tests.unit.edition_parts import version_2
from tests.unit.receipt_documents import receipt_document

# The printer leaves the file of its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

PRINTED: dict[str, Callable[[], dict[str, Any]]] = {
    "usual": progress_document,
    "of version 2": lambda: version_2(progress_document()),
    "hostile": lambda: progress_document(told=2, hostile=True),
    "empty": lambda: progress_document(measures=0),
    "large": lambda: progress_document(measures=300, told=20),
    "round": round_document,
    "round, hostile": lambda: round_document(hostile=True),
    "receipt": receipt_document,
    "receipt, hostile": lambda: receipt_document(measures=3, hostile=True),
    "receipt, empty": lambda: receipt_document(measures=0),
    "receipt, long": lambda: receipt_document(measures=31),
}
# Both workers would print each of them: what is asked of one document is asked by one worker.
DOCUMENTS = [pytest.param(n, marks=pytest.mark.xdist_group(f"pdf of {n}")) for n in PRINTED]
# A clock that stands a year further on, for the process that prints again.
LATER = """
import datetime, runpy, sys, time
real = time.time
time.time = lambda: real() + 400 * 24 * 3600
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
datetime.datetime = Later
sys.argv = ["manage.py", "print_edition"]
runpy.run_path("manage.py", run_name="__main__")
"""


@cache
def printed(name: str) -> bytes:
    return pdf_of(PRINTED[name](), tell=lambda step: None)


@pytest.fixture(params=DOCUMENTS)
def pdf(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(printed(request.param))) as opened:
        yield opened


@pytest.fixture
def usual() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(printed("usual"))) as opened:
        yield opened


def tagged(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Dictionary]:
    return [element for element in elements(pdf) if str(element.S) == tag]


def html(name: str) -> str:
    edition = report.read(PRINTED[name]())
    return render_to_string("reports/kinds/progress.html", {"edition": edition})


def printed_elsewhere(
    name: str, seed: str, *, later: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """Print in a process of its own, as the worker does."""
    command = ["-c", LATER] if later else ["manage.py", "print_edition"]
    return subprocess.run(
        [sys.executable, *command],
        input=canonical_text(PRINTED[name]()).encode(),
        capture_output=True,
        cwd=settings.BASE_DIR,
        env=os.environ | {"PYTHONHASHSEED": seed},
        check=False,
    )


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_file_meets_both_standards(name: str, profile: str, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(printed(name))

    result = page.validate_pdf(str(file), profile=profile)

    assert {(fault.rule_id, fault.message) for fault in result.failures} == set()
    assert result.is_compliant


def test_every_table_head_says_what_it_is_head_of(pdf: pikepdf.Pdf) -> None:
    scopes = {str(head.A.get("/Scope")) for head in tagged(pdf, "/TH")}

    assert scopes in ({"/Column", "/Row"}, {"/Row"})


def test_headings_go_down_one_level_at_a_time(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(e.S)[2]) for e in elements(pdf) if re.fullmatch(r"/H[1-6]", str(e.S))]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_chart_reads_as_its_finding(usual: pikepdf.Pdf) -> None:
    figures = progress_document()["figures"]
    drawn = [
        charts.years(figures),
        charts.path(figures),
        charts.units(figures),
        charts.unit_map(figures),
        charts.contribution(figures),
    ]

    assert [str(f.Alt) for f in tagged(usual, "/Figure")] == [f.finding for f in drawn if f]


def test_file_names_its_language_title_and_chapters(usual: pikepdf.Pdf) -> None:
    with usual.open_outline() as outline:
        chapters = [str(item.title) for item in outline.root[0].children]

    assert str(usual.Root.Lang) == "nl"
    assert str(usual.docinfo.Title).startswith("CONCEPT · Voortgangsrapportage")
    assert bool(usual.Root.ViewerPreferences.DisplayDocTitle)
    assert tuple(chapters[1:]) == CHAPTERS


def test_only_our_own_font_is_used_and_it_is_inside(pdf: pikepdf.Pdf) -> None:
    fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
    described = [o for o in fonts if o.get("/Type") == pikepdf.Name.FontDescriptor]

    assert described
    assert all("Noto-Sans" in str(font.FontName) for font in described)
    assert all("/FontFile2" in font or "/FontFile3" in font for font in described)


def test_running_header_is_no_part_of_the_text(usual: pikepdf.Pdf) -> None:
    """All marked content either belongs to the structure or is to be skipped."""
    structured = sum(isinstance(kid, int) for e in elements(usual) for kid in _kids(e))
    marked = skipped = 0
    for sheet in usual.pages:
        for step in pikepdf.parse_content_stream(sheet):
            if str(step.operator) == "BDC":
                is_skipped = str(step.operands[0]) == "/Artifact"
                skipped += is_skipped
                marked += not is_skipped

    assert marked == structured
    assert skipped >= len(usual.pages)


def _kids(element: pikepdf.Dictionary) -> list[Any]:
    kids: Any = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def test_no_stream_ends_with_what_looks_like_a_line_end(pdf: pikepdf.Pdf) -> None:
    streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]

    assert not [s.objgen for s in streams if s.read_raw_bytes()[-1:] in (b"\r", b"\n")]


def test_dates_come_from_the_document(usual: pikepdf.Pdf) -> None:
    assert str(usual.docinfo.CreationDate).startswith("D:20260112093000")
    assert str(usual.docinfo.ModDate).startswith("D:20260112093000")


def test_no_code_leads_nowhere() -> None:
    text = html("usual")
    targets = set(re.findall(r'href="#([^"]+)"', text))

    assert targets <= set(re.findall(r'id="([^"]+)"', text))
    assert {"C1", "C2", "C3", "R1", "S1.01", "tekst-1.01", "opgave-2.01"} <= targets
    assert "aandacht-2.01" in targets


def test_first_page_says_the_answer_and_the_hash() -> None:
    text = html("usual")

    assert "Doel 2025 niet gehaald (voorlopig): 1.525* aanslagen en pogingen" in text
    assert digest(canonical_text(progress_document())) in text
    assert "En 3 andere maatregelen" in text


def test_text_of_partners_stays_text() -> None:
    text = html("hostile")

    assert SCRIPT not in text
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in text
    assert "<img" not in text
    assert 'href="javascript:' not in text
    assert LONG_WORD in text


def test_very_long_words_are_not_hyphenated() -> None:
    """Hyphenating them took minutes, and a print has two."""
    usual, hostile = progress_document(), progress_document(told=1, hostile=True)

    assert report.read(usual).is_hyphenated
    assert not report.read(hostile).is_hyphenated


def test_signs_the_font_lacks_are_named_and_hidden_ones_are_dropped() -> None:
    assert printable("Café e\u0301 ≥ 🔥\ufe0f \u202ex\u202c\x01\x00\nß") == (
        "Café é [U+2265] [U+1F525] x\nß"
    )


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://example.nl/x.css",
        "https://example.nl/x.css",
        "ftp://example.nl/x",
        "data:text/css,body{}",
        "asset:../manage.py",
        "asset:css/../css/edition.css",
        "asset:css/tokens.css",
        "/etc/passwd",
        "",
    ],
)
def test_printer_reads_nothing_but_its_own_files(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        OwnAssets().fetch(address)


def test_progress_is_told_page_by_page() -> None:
    steps: list[str] = []

    pdf_of(progress_document(measures=1), tell=steps.append)

    assert steps[0] == "Tekst opstellen"
    assert "Pagina 2 opmaken" in steps
    assert steps[-1] == "Toegankelijkheid afronden"


def test_listener_can_stop_the_print() -> None:
    def stop(step: str) -> None:
        if step.startswith("Pagina"):
            raise InterruptedError(step)

    with pytest.raises(InterruptedError):
        pdf_of(progress_document(measures=1), tell=stop)


@pytest.mark.parametrize("name", ["usual", "receipt"])
def test_another_process_on_another_day_prints_the_same_bytes(name: str) -> None:
    first, second = printed_elsewhere(name, "1"), printed_elsewhere(name, "2", later=True)

    assert first.returncode == second.returncode == 0
    assert first.stdout == second.stdout == printed(name)
    assert "voortgang: Pagina 1 opmaken" in first.stderr.decode()


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (b"{", "geen JSON"),
        (b"[]", "geen document"),
        (b"\xff\xfe", "geen JSON"),
        (b'{"schema": "iets anders"}', "geen document"),
        (b'{"schema": ["ontvangstbewijs/1"]}', "geen document"),
        (b'{"schema": "voortgangsrapportage/2"}', "ontbreekt 'plan'"),
        (b'{"schema": "voortgangsrapportage/3"}', "ontbreekt 'plan'"),
        (b'{"schema": "ontvangstbewijs/1"}', "ontbreekt 'round'"),
    ],
)
def test_wrong_input_ends_with_a_sentence(given: bytes, complaint: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "print_edition"],
        input=given,
        capture_output=True,
        cwd=settings.BASE_DIR,
        check=False,
    )

    assert done.returncode == 1
    assert complaint in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert done.stdout == b""


@pytest.mark.parametrize("part", ["edition", "figures", "plan", "summary", "provenance", "period"])
def test_document_without_a_part_is_refused(part: str) -> None:
    document = progress_document()
    del document[part]

    with pytest.raises(WrongDocument, match=part):
        report.read(document)


def test_document_survives_a_round_through_its_text() -> None:
    document = progress_document()

    again = json.loads(canonical_text(document))

    assert report.read(again) == report.read(document)


def test_a_report_of_a_round_names_who_did_not_answer_and_on_which_day_it_stands() -> None:
    text = html("round")

    assert "Daarvan dienden er 4 in, van wie 1 te laat." in text
    assert "daarvan is er 1 ongewijzigd bevestigd" in text
    assert "Partner 0 diende niet in" in text
    assert "3 november 2025" in text
    assert "11 januari 2026" in text


def test_contradictions_are_printed_with_their_place_and_what_was_said() -> None:
    text = html("usual")

    assert "Cijfers die elkaar tegenspreken" in text
    assert "937 (72%) past niet bij een totaal van 1.543." in text
    assert "Er is nog geen uitleg." in text
    assert "Actieplan, regel 798 en Actieplan, regel 108" in text


def test_without_contradictions_the_report_says_so() -> None:
    assert "De controles vonden geen cijfers die elkaar tegenspreken." in html("empty")


def test_a_document_from_before_the_checks_says_nothing_about_them() -> None:
    document = version_2(progress_document())
    del document["contradictions"]

    edition = report.read(document)

    assert edition.contradictions is None
    assert "elkaar tegenspreken" not in render_to_string(
        "reports/kinds/progress.html", {"edition": edition}
    )


def test_our_own_words_are_all_in_the_font() -> None:
    """What partners write may need a name for a sign; what we write may not."""
    assert "[U+" not in printable(html("usual"))
