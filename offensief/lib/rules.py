"""What every service asks in the same way, whatever it changes."""

import re
from collections.abc import Mapping

from offensief.lib.refusals import NotAllowed, Refused

MAX_TEXT = 10_000


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


# Signs without a picture: of no width, that turn the direction of what follows, or letters by
# their class that show nothing.
_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u115f\u1160\u2800\u3164\uffa0]"
)


def visible_words(text: str) -> list[str]:
    """The words of a text without what cannot be seen."""
    return _INVISIBLE.sub("", text).split()


def one_line(text: str) -> str:
    """A title as one line of visible signs."""
    return " ".join(visible_words(text))


def missing(texts: Mapping[str, str], sentences: Mapping[str, str]) -> dict[str, str]:
    """The sentence for each text that is empty, or in which nothing can be seen."""
    return {name: sentences[name] for name, text in texts.items() if not one_line(text)}
