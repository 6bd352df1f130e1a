"""Starts the process that opens a workbook, after the checks that need no parser."""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from measures.rounds.workbook.layout import WrongWorkbook
from measures.rounds.workbook.raw import RawBook, from_json

MOST_BYTES = 10 * 1024**2
MOST_MEMBERS = 60
MOST_UNPACKED = 100 * 1024**2
MOST_RATIO = 100
SECONDS = 15

_ROOT = Path(__file__).resolve().parents[3]
# Nothing of the portal's own environment; one thread, or numpy reserves memory for every core.
ENVIRONMENT = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
_logger = logging.getLogger(__name__)

_TOO_MUCH = (
    "In dit Excel-bestand staat veel meer dan in het werkboek hoort. Download een nieuw werkboek "
    "en neem alleen uw antwoorden daarin over."
)
_UNREADABLE = (
    "Dit Excel-bestand kan niet worden gelezen: het is beschadigd, of er staat veel te veel in. "
    "Open het in Excel, sla het opnieuw op en upload het dan. Lukt dat niet? Download een nieuw "
    "werkboek en neem uw antwoorden daarin over."
)


def open_book(data: bytes, *, seconds: float = SECONDS) -> RawBook:
    """What stands in a workbook. Raises WrongWorkbook with a sentence."""
    check_size(data)
    return from_json(_run(data, {}, seconds).decode())


def marked_book(data: bytes, marks: Mapping[int, str]) -> bytes:
    """The workbook with these remarks at the answers in these rows. Raises WrongWorkbook."""
    check_size(data)
    return _run(data, marks, SECONDS)


def check_size(data: bytes) -> None:
    """Look only at the list of parts of the file. Raises WrongWorkbook when there is too much."""
    with ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if (
        len(entries) > MOST_MEMBERS
        or unpacked > MOST_UNPACKED
        or unpacked > MOST_RATIO * max(packed, 1)
    ):
        raise WrongWorkbook(_TOO_MUCH)


def _run(data: bytes, marks: Mapping[int, str], seconds: float) -> bytes:
    asked = json.dumps({"marks": dict(marks)}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "measures.rounds.workbook.opening"],
            input=asked + data,
            capture_output=True,
            cwd=_ROOT,
            env=ENVIRONMENT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise WrongWorkbook(_UNREADABLE) from error
    if done.returncode != 0:
        # Without what stood in the file: only the last line, which names the error.
        lines = done.stderr.decode(errors="replace").strip().splitlines() or [""]
        _logger.warning("a workbook was not read: exit %s, %s", done.returncode, lines[-1][:200])
        raise WrongWorkbook(_UNREADABLE)
    return done.stdout
