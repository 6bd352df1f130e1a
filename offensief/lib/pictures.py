"""An uploaded picture as it may be kept: drawn anew from its pixels."""

import logging

from offensief.lib import boxed, redraw
from offensief.lib.filetypes import FileType, WrongFile

_logger = logging.getLogger(__name__)

SECONDS = 20
_NAMES = {FileType.PNG: "PNG", FileType.JPEG: "JPEG"}
KINDS = frozenset(_NAMES)
_MOVES = "Deze afbeelding beweegt. Voeg een afbeelding toe die stilstaat."
_UNREADABLE = (
    "Deze afbeelding kan niet worden gelezen: zij is beschadigd, of er is iets bijzonders mee. "
    "Open haar, sla haar opnieuw op als PNG of JPEG en voeg die toe."
)


def clean(data: bytes, kind: FileType) -> bytes:
    """The same picture without place, device, comments and what hides behind it.

    Raises WrongFile with a sentence. Takes a second: call it before a transaction begins.
    """
    asked = f"{_NAMES[kind]}\n".encode() + data
    try:
        answer = boxed.run("offensief.lib.redraw", asked, seconds=SECONDS)
    except boxed.Ended as error:
        _logger.warning("a picture was not drawn anew: %s", error)
        raise WrongFile(_UNREADABLE) from error
    if answer == redraw.MOVES:
        raise WrongFile(_MOVES)
    return answer.removeprefix(redraw.DRAWN)
