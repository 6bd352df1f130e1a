"""What every service about the plan asks in the same way."""

import re
from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from offensief.lib.dutch import date_long
from offensief.lib.refusals import NotAllowed, Refused

MAX_TEXT = 10_000
# A year typed short ("0025") is a slip, not a date.
EARLIEST = date(2020, 1, 1)
LATEST = date(2050, 12, 31)


class EditConflict(Refused):
    """Somebody else changed the thing since the form was opened; nothing was written."""


def require(allowed: bool, sentence: str) -> None:  # noqa: FBT001 -- the answer of a may_...()
    """Raise NotAllowed with this sentence unless it is allowed."""
    if not allowed:
        raise NotAllowed(sentence)


def same_version(seen: int, now: int, *, what: str) -> None:
    """Raise EditConflict when the person saw another version than the present one."""
    if seen != now:
        raise EditConflict(f"Iemand anders heeft {what} intussen gewijzigd.")


def too_long(texts: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each text that is longer than we keep."""
    return {
        name: f"Deze tekst heeft {len(text)} tekens. Maak er hoogstens {MAX_TEXT} van; "
        "zet langere achtergrond in een document."
        for name, text in texts.items()
        if len(text) > MAX_TEXT
    }


# Signs without a picture: of no width, or that turn the direction of what follows.
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def one_line(text: str) -> str:
    """A title as one line of visible signs."""
    return " ".join(_INVISIBLE.sub("", text).split())


def missing(texts: Mapping[str, str], sentences: Mapping[str, str]) -> dict[str, str]:
    """The sentence for each text that is empty, or in which nothing can be seen."""
    return {name: sentences[name] for name, text in texts.items() if not one_line(text)}


def wrong_past(day: date | None, *, earliest: date = EARLIEST) -> str:
    """What is wrong with a day on which something happened, or nothing."""
    if day is None:
        return ""
    if day > timezone.localdate():
        return "Deze datum ligt in de toekomst. Vul vandaag of een eerdere dag in."
    if day < earliest:
        if earliest == EARLIEST:
            return f"Deze datum ligt te ver terug. Vul een dag vanaf {EARLIEST.year} in."
        return f"Deze datum ligt te ver terug. Vul een dag vanaf {date_long(earliest)} in."
    return ""


def wrong_planned(day: date | None) -> str:
    """What is wrong with a day on which something is planned, or nothing."""
    if day is None or EARLIEST <= day <= LATEST:
        return ""
    return f"Vul een dag in van {EARLIEST.year} t/m {LATEST.year}."
