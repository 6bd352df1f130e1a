"""make benchmark-reports: what the forms of an edition cost, in time and in memory.

Prints numbers for docs/performance.md: the PDF against the bare printer on the same HTML, the
seconds of each form, and the memory of a worker over many builds. It makes a database of its own.
"""

import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from offensief import embedded  # noqa: E402 -- the path above makes ours importable

PAIRS = int(os.environ.get("PAIRS", "7"))
BUILDS = int(os.environ.get("BUILDS", "50"))
TELL_AT = (1, 5, 10, 25, 50, 100)


def main() -> None:
    """Own database, one edition, all numbers."""
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        database = stack.enter_context(embedded.postgres(Path(folder) / "postgres"))
        os.environ |= {
            "DATABASE_URL": database,
            "REDIS_URL": "redis://127.0.0.1:1",
            "DEBUG": "1",
            "DEMO": "1",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "offensief.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("prepare_demo", "--examples", verbosity=0)
        # First: a worker has made nothing itself.
        _memory()
        document = _document()
        _times(document)
        _ratio(document)


def _document() -> str:
    from reports.services import building

    edition_id = _asked()
    edition = building.freeze(edition_id)
    print(f"Document: {len(edition.document.encode()) / 1024:.0f} kB")
    return edition.document


def _asked() -> int:
    """A new edition of this year, asked for by the secretariat."""
    from datetime import date

    from django.utils import timezone

    from offensief.accounts.models import User
    from reports.services import asking
    from reports.services.asking import EditionRequest

    today = timezone.localdate()
    wish = EditionRequest(
        period_start=date(today.year, 1, 1),
        period_end=today,
        figures_as_of=today,
        request_key=uuid4(),
    )
    secretary = User.objects.get(email="secretaris@demo.example")
    return asking.request_edition(wish=wish, by=secretary).pk


def _times(document: str) -> None:
    """Seconds of each form: here, and in a process of its own as the worker does it."""
    from reports.formats.maker import MAKERS
    from reports.printing import print_file

    told = json.loads(document)
    print("\n| Form | kB | Seconds | In a process of its own |\n|---|---|---|---|")
    for form, make in MAKERS.items():
        content = make(told, _silent)
        here = _median(lambda make=make: make(told, _silent), 3)  # type: ignore[misc]
        alone = _median(lambda form=form: print_file(document, form, tell=_silent), 3)  # type: ignore[misc]
        print(f"| {form} | {len(content) / 1024:.0f} | {here:.2f} | {alone:.2f} |", flush=True)


def _ratio(document: str) -> None:
    """Our PDF against the bare printer on the same HTML, turn by turn."""
    from django.template.loader import render_to_string
    from weasyprint import HTML

    from reports.canonical import digest
    from reports.kinds.registry import kind_of
    from reports.pdf import SCHEME, OwnAssets, pdf_of, printable

    told = json.loads(document)
    kind = kind_of(told)
    html = printable(render_to_string(kind.template, {kind.name: kind.read(told)}))
    number = bytes.fromhex(digest(document))[:16]

    def bare() -> object:
        page = HTML(string=html, base_url=SCHEME, url_fetcher=OwnAssets())
        return page.write_pdf(pdf_variant="pdf/a-2a", pdf_identifier=number)

    def ours() -> object:
        return pdf_of(told, tell=_silent)

    bare()
    ours()
    # Of the processor: other work on the machine does not count.
    pairs = [(_worked(bare), _worked(ours)) for _ in range(PAIRS)]
    ratios = [mine / theirs for theirs, mine in pairs]
    print(f"\nPDF, {PAIRS} pairs, seconds of the processor:")
    print(f"bare WeasyPrint {statistics.median(p[0] for p in pairs):.2f} s (median)")
    print(f"ours, from document to file {statistics.median(p[1] for p in pairs):.2f} s (median)")
    spread = f"lowest {min(ratios):.3f}, highest {max(ratios):.3f}"
    print(f"ratio {statistics.median(ratios):.3f} ({spread})", flush=True)


def _memory() -> None:
    """Memory of this process, which is the worker here, over whole builds of new editions."""
    from reports.models import Edition, JobState
    from reports.services import building

    if not BUILDS:
        return
    print(f"\nMemory of the worker over {BUILDS} builds:")
    print(f"before: {_resident():.1f} MB", flush=True)
    took = []
    for count in range(1, BUILDS + 1):
        edition = Edition.objects.get(pk=_asked())
        took.append(_seconds(lambda pk=edition.job.pk: building.build(pk)))  # type: ignore[misc]
        edition.job.refresh_from_db()
        if edition.job.state != JobState.DONE:
            raise SystemExit(f"Build {count} failed: {edition.job.error}")
        if count in TELL_AT or count == BUILDS:
            gc.collect()
            print(f"after {count}: {_resident():.1f} MB", flush=True)
    print(f"one build takes {statistics.median(took):.1f} s (median)")


def _resident() -> float:
    """Megabytes of this process in memory now."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def _silent(step: str) -> None:
    """Nobody listens."""


def _median(act: Callable[[], object], times: int) -> float:
    return statistics.median(_seconds(act) for _ in range(times))


def _worked(act: Callable[[], object]) -> float:
    """Seconds that the processor worked for it."""
    gc.collect()
    began = time.process_time()
    act()
    return time.process_time() - began


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
