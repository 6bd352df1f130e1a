"""Starts the process that opens a workbook, after the checks that need no parser."""

import json
import logging
from collections.abc import Mapping

from measures.rounds.workbook.layout import LIMITS, WrongWorkbook
from measures.rounds.workbook.raw import RawBook, from_json
from offensief.lib import boxed, packed

SECONDS = 15

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
    try:
        packed.check_list(data, LIMITS)
    except packed.TooMuch as error:
        raise WrongWorkbook(_TOO_MUCH) from error


def _run(data: bytes, marks: Mapping[int, str], seconds: float) -> bytes:
    asked = json.dumps({"marks": dict(marks)}).encode() + b"\n"
    try:
        return boxed.run("measures.rounds.workbook.opening", asked + data, seconds=seconds)
    except boxed.Ended as error:
        _logger.warning("a workbook was not read: %s", error)
        raise WrongWorkbook(_UNREADABLE) from error
