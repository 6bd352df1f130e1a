"""References to papers of the Dutch parliament: read as people write them, written in one way."""

import re
from dataclasses import dataclass

ADDRESS = "https://zoek.officielebekendmakingen.nl"
LONGEST = 200
_DASHES = dict.fromkeys(map(ord, "\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}"), "-")
# The chamber and the session do not tell papers apart: a dossier counts on through the years.
_BEFORE = r"""
    (?: (?:https?://(?:zoek\.)?officielebekendmakingen\.nl/)? kst- )?
    (?: kamerstuk(?:ken)?\b )? [\s,:]*
    (?: (?:II|I|TK|EK)\b )? [\s,]*
    (?: \(? \d{4} \s? [/-] \s? (?:\d{4}|\d{2}) \)? [\s,:]+ )?
"""
_DOSSIER = r"(?P<dossier> \d{2} [ .]? \d{3} ) (?!\d)"
# A chapter of the budget (VI, IIB) or a fund of the state (A) has papers of its own.
_SUFFIX = r"(?: [\s,-]* (?P<suffix> [IVX]+[A-E]? | [A-J] ) (?=[\s,-]) )?"
# The Senate counts in letters. Two roman figures are a chapter whose number was forgotten, and two
# small letters are a word.
_LETTER = r"[A-Z]\b | (?-i: (?!NR|NO|[IVX]{2}) [A-Z]{2} )"
_NUMBER = rf"(?: (?:nr|no|nummer|letter)\b \.? \s* )? (?P<number> \d{{1,4}} | {_LETTER} )"
_PAPER = re.compile(
    rf"{_BEFORE} {_DOSSIER} {_SUFFIX} [\s,-]* {_NUMBER} (?:\.html)? \.?",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_ONLY_DOSSIER = re.compile(
    rf"{_BEFORE} {_DOSSIER} (?: [\s,-]* [IVX]+[A-E]? )? [\s,.-]* (?:nr)? \.?",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


class BadReference(ValueError):
    """This is no paper of parliament; the message is a Dutch sentence that tells what to do."""


@dataclass(frozen=True)
class Reference:
    """One paper: dossier "28684" and number "740", or letter "A" in the Senate.

    The suffix is empty, or the chapter of the budget: "36600", "VI", "12".
    """

    dossier: str
    suffix: str
    number: str

    @property
    def text(self) -> str:
        """The usual way of writing: "28 684, nr. 740", "36 600 VI, nr. 12" or "28 684, A"."""
        chapter = f" {self.suffix}" if self.suffix else ""
        number = f"nr. {self.number}" if self.number.isdigit() else self.number
        return f"{self.dossier[:2]} {self.dossier[2:]}{chapter}, {number}"

    @property
    def url(self) -> str:
        """Where it is published: "https://zoek.officielebekendmakingen.nl/kst-28684-740.html"."""
        parts = "-".join(part for part in (self.dossier, self.suffix, self.number) if part)
        return f"{ADDRESS}/kst-{parts}.html"


def parse(text: str) -> Reference:
    """Read a reference: "Kamerstukken II 2024/25, 28684, nr. 740" is Reference("28684", "", "740").

    Also "28684-740", "28 684 nr. 740", "36600-VI-12" and the address of the paper. Anything else
    raises BadReference.
    """
    written = " ".join(text.translate(_DASHES).split())
    found = _PAPER.fullmatch(written) if len(written) <= LONGEST else None
    number = found["number"].upper().lstrip("0") if found else ""
    if found and number:
        dossier = re.sub(r"\D", "", found["dossier"])
        return Reference(dossier, (found["suffix"] or "").upper(), number)
    if len(written) <= LONGEST and _ONLY_DOSSIER.fullmatch(written):
        raise BadReference(
            "Noem na het dossier ook het nummer van het kamerstuk, bijvoorbeeld '28 684, nr. 740'."
        )
    raise BadReference(
        "Schrijf het kamerstuk als dossier van vijf cijfers met een nummer, "
        "bijvoorbeeld '28 684, nr. 740'."
    )
