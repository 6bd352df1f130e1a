"""The cijfercheck as people see it: the checks of an edition, and one of them line by line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from offensief.lib.dutch import plural
from reports.letter.verdicts import Verdict
from reports.models import Edition, LetterCheck

# In the order of the page: what needs a person comes first.
ORDER = (Verdict.DIFFERS, Verdict.UNKNOWN, Verdict.MATCHES, Verdict.NO_CLAIM)
# What the address says of a verdict, and the shape that says it beside the word.
_ADDRESSES = {
    Verdict.DIFFERS: "wijkt-af",
    Verdict.UNKNOWN: "onbekend",
    Verdict.MATCHES: "klopt",
    Verdict.NO_CLAIM: "verwijzing",
}
_ICONS = {
    Verdict.DIFFERS: "error",
    Verdict.UNKNOWN: "unknown",
    Verdict.MATCHES: "ok",
    Verdict.NO_CLAIM: "info",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many numbers have each verdict."""

    matching: int
    differing: int
    unknown: int
    references: int

    @property
    def total(self) -> int:
        """All numbers and dates, without references."""
        return self.matching + self.differing + self.unknown


@dataclass(frozen=True, slots=True)
class NewestCheck:
    """The last letter that was held to an edition, for the page on which it is approved."""

    check: LetterCheck
    counts: Counts

    @property
    def sentence(self) -> str:
        """In short: "Van de 120 getallen en datums klopt 80, wijkt 2 af en is 38 onbekend."."""
        counts = self.counts
        if not counts.total:
            return "In deze brief staan geen getallen of datums."
        return (
            f"Van {plural(counts.total, 'getal of datum', 'getallen en datums')} "
            f"{_verb(counts.matching, 'klopt', 'kloppen')} er {counts.matching}, "
            f"{_verb(counts.differing, 'wijkt', 'wijken')} er {counts.differing} af en "
            f"{_verb(counts.unknown, 'is', 'zijn')} er {counts.unknown} onbekend."
        )


def _verb(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence: plain text, or a number with its verdict."""

    text: str
    verdict: str = ""
    icon: str = ""
    value: str = ""
    why: str = ""
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, where it stands, and its numbers in order."""

    place: str
    pieces: tuple[Piece, ...]

    @property
    def numbers(self) -> tuple[Piece, ...]:
        """Only the pieces that are a number."""
        return tuple(piece for piece in self.pieces if piece.verdict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One verdict to look at, and how many numbers have it."""

    label: str
    value: str
    icon: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """One check, with the sentences that were asked for."""

    check: LetterCheck
    counts: Counts
    sentence: str
    choices: tuple[Choice, ...]
    lines: tuple[Line, ...]
    chosen: str


def counts_of(check: LetterCheck) -> Counts:
    """The counts of a check."""
    return Counts(check.matching, check.differing, check.unknown, check.references)


def newest_check(edition: Edition) -> NewestCheck | None:
    """The last check of an edition; of a final one also that of the concept it was."""
    editions = [edition.pk, edition.concept_id] if edition.concept_id else [edition.pk]
    check = (
        LetterCheck.objects.filter(edition__in=editions)
        .select_related("edition", "made_by")
        .defer("rows")
        .first()
    )
    return NewestCheck(check, counts_of(check)) if check else None


def checks_of(edition: Edition) -> Iterable[LetterCheck]:
    """All checks of an edition, the newest first, without their sentences."""
    return edition.letter_checks.select_related("edition", "made_by").defer("rows")


def check_page(check: LetterCheck, asked: str) -> CheckPage:
    """The page of one check. `asked` is a verdict as the address has it; anything else is all."""
    counted = counts_of(check)
    chosen = next((v for v, address in _ADDRESSES.items() if address == asked), None)
    return CheckPage(
        check=check,
        counts=counted,
        sentence=NewestCheck(check, counted).sentence,
        choices=tuple(_choices(counted, chosen)),
        lines=tuple(_lines(check.rows, chosen)),
        chosen=chosen.value if chosen else "",
    )


def _choices(counted: Counts, chosen: Verdict | None) -> Iterator[Choice]:
    numbers = {
        Verdict.DIFFERS: counted.differing,
        Verdict.UNKNOWN: counted.unknown,
        Verdict.MATCHES: counted.matching,
        Verdict.NO_CLAIM: counted.references,
    }
    for verdict in ORDER:
        yield Choice(
            verdict.value.capitalize(),
            _ADDRESSES[verdict],
            _ICONS[verdict],
            numbers[verdict],
            is_chosen=verdict is chosen,
        )


def _lines(rows: Iterable[Mapping[str, Any]], chosen: Verdict | None) -> Iterator[Line]:
    """Sentences with a number of that verdict; without a choice all that claim something."""
    for row in rows:
        verdicts = {found["verdict"] for found in row["found"]}
        if (chosen.value in verdicts) if chosen else (verdicts - {Verdict.NO_CLAIM.value}):
            yield Line(row["place"], tuple(_pieces(row, chosen)))


def _pieces(row: Mapping[str, Any], chosen: Verdict | None) -> Iterator[Piece]:
    """The sentence in parts. With a choice only numbers of that verdict are marked."""
    text, at = row["text"], 0
    for found in row["found"]:
        verdict = Verdict(found["verdict"])
        is_shown = verdict is chosen if chosen else verdict is not Verdict.NO_CLAIM
        if not is_shown:
            continue
        if found["start"] > at:
            yield Piece(text[at : found["start"]])
        at = found["end"]
        yield Piece(
            found["text"],
            verdict.value,
            _ICONS[verdict],
            _ADDRESSES[verdict],
            found["why"],
            found["codes"],
        )
    if at < len(text):
        yield Piece(text[at:])
