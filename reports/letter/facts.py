"""What an edition says: every number and date in its document, as a fact a letter can be held to.

Pure: the document in, facts out. A fact has the code under which the edition tells where it comes
from, or the chapter where it stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from offensief.lib.dutch import date_long, marked, number, percent, period
from reports.canonical import Document
from reports.letter.kinds import Hedge, Kind

# The code of the definition by which the plan counts: attacks, attempts among them.
PLAN = "A"
FIGURES = "hoofdstuk 'Cijfers'"

type Row = Mapping[str, Any]


class Topic(StrEnum):
    """What a fact is about, and so by which words a sentence speaks of it."""

    COUNT = "count"
    SHARE = "share"
    CHANGE = "change"
    RISE = "rise"
    RATIO = "ratio"
    TARGET = "target"
    MAXIMUM = "maximum"
    DIFFERENCE = "difference"
    MEASURES = "measures"
    PARTNERS = "partners"
    COMPLETE = "complete"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One number or moment of the edition."""

    topic: Topic
    kind: Kind
    what: str
    printed: str
    value: Decimal = Decimal(0)
    # Of a range, such as an interval.
    upper: Decimal | None = None
    # The code under Herkomst per getal, and where it stands.
    code: str = ""
    where: str = ""
    # The period it counts, or the moment it is; of a change also the period before.
    first: date | None = None
    after: date | None = None
    before_first: date | None = None
    before_after: date | None = None
    # The years that a ratio compares.
    years: frozenset[int] = frozenset()
    area: str = ""
    is_national: bool = True
    object: str = "total"
    outcome: str = "total"
    definition: str = ""
    # More (1) or fewer (-1).
    direction: int = 0
    limit: Hedge | None = None
    # Each group of words needs one that stands in the sentence; all groups are needed.
    words: tuple[frozenset[str], ...] = ()
    # How many words of this title the sentence must have.
    title: frozenset[str] = frozenset()
    is_provisional: bool = False
    # Of a day: whether it has been done or settled then, or is still to come; None when neither.
    is_done: bool | None = None

    @property
    def reference(self) -> str:
        """How the page points at it: "C4", or a chapter."""
        return self.code or self.where

    @property
    def year(self) -> int:
        """The year in which its period begins."""
        return self.first.year if self.first else 0

    def told(self) -> str:
        """In a sentence: "1.543 (Totaal, aanslagen en pogingen, Nederland, 2024)"."""
        when = f", {self.when}" if self.when else ""
        return f"{self.printed} ({self.what}{when})"

    @property
    def when(self) -> str:
        """Its period in words; empty for what is no count of a period."""
        if self.topic is not Topic.COUNT or not self.first or not self.after:
            return ""
        return period(self.first, self.after)


def day(text: str) -> date:
    """A day of the document."""
    return date.fromisoformat(text)


def figures(document: Document) -> Iterator[Fact]:
    """Everything of the figures: counts, their shares and changes, and the target."""
    counts = {entry["code"]: entry for entry in document["provenance"]}
    for entry in document["provenance"]:
        yield count(entry)
    yield from _shares(document["provenance"])
    for entry in document["computed"]:
        inputs = [counts[code] for code in entry["inputs"] if code in counts]
        yield from _computed(entry, inputs)
    if target := document["figures"]["target"]:
        yield from _target(target, document["computed"])
    if pair := document["figures"]["same_period"]:
        rows = [counts[code] for code in pair["codes"] if code in counts]
        code = _code_of_ratio(document["computed"], pair["codes"])
        yield from _ratio(pair.get("ratio"), code, rows)


def count(entry: Row) -> Fact:
    """A count of a delivery, under its code C."""
    area = entry["what"].rsplit(", ", 1)[-1]
    return Fact(
        topic=Topic.COUNT,
        kind=Kind.COUNT,
        code=entry["code"],
        what=_named(entry),
        printed=marked(number(entry["value"]), provisional=entry["provisional"]),
        value=Decimal(entry["value"]),
        area=area,
        is_national=entry["area_code"] == "NL",
        object=entry["object"],
        outcome=entry["outcome"],
        definition=entry["definition"],
        first=day(entry["period_start"]),
        after=day(entry["period_end"]),
        is_provisional=entry["provisional"],
    )


def _named(entry: Row) -> str:
    """Says the definition when it is not that of the plan: both are called the same there."""
    told = str(entry["what"])
    return told if entry["definition"] == PLAN else f"{told}; {entry['definition_name'].lower()}"


def _shares(provenance: list[Document]) -> Iterator[Fact]:
    """Each kind of object as a part of all attacks that were counted with it."""
    for entry in provenance:
        whole = next((other for other in provenance if _is_whole_of(other, entry)), None)
        if whole and whole["value"]:
            part = count(entry)
            share = 100 * part.value / Decimal(whole["value"])
            yield replace(
                part,
                topic=Topic.SHARE,
                kind=Kind.PERCENT,
                code=f"{entry['code']}, {whole['code']}",
                what=f"{part.printed} van {number(whole['value'])}, {part.when}",
                printed=percent(float(share)),
                value=share,
            )


def _is_whole_of(whole: Row, part: Row) -> bool:
    same = ("period_start", "period_end", "definition", "release", "outcome", "area_code")
    return (
        whole["object"] == "total"
        and part["object"] != "total"
        and all(whole[name] == part[name] for name in same)
    )


def _computed(entry: Row, inputs: list[Row]) -> Iterator[Fact]:
    """A change; shares, ratios and what follows from the target have facts of their own."""
    if len(inputs) != 2:
        return
    now, other = (count(row) for row in inputs)
    if not other.value:
        return
    if entry["what"].startswith("Verschil"):
        rise = _derived(entry, now, Topic.RISE, now.value - other.value, before=other)
        yield replace(rise, kind=Kind.COUNT)
    elif entry["what"].startswith("Verandering"):
        change = 100 * (now.value - other.value) / other.value
        yield _derived(entry, now, Topic.CHANGE, change, before=other)


def _derived(entry: Row, now: Fact, topic: Topic, value: Decimal, *, before: Fact) -> Fact:
    sign = (value > 0) - (value < 0)
    word = {1: " meer", -1: " minder"}.get(sign, "")
    return Fact(
        topic=topic,
        kind=Kind.PERCENT,
        code=entry["code"],
        what=entry["what"],
        printed=f"{entry['text'].lstrip('+-')}{word}",
        value=abs(value),
        area=now.area,
        is_national=now.is_national,
        object=now.object,
        outcome=now.outcome,
        definition=now.definition,
        first=now.first,
        after=now.after,
        before_first=before.first,
        before_after=before.after,
        direction=sign,
        is_provisional=now.is_provisional or before.is_provisional,
    )


def _target(target: Row, computed: list[Document]) -> Iterator[Fact]:
    year, baseline, current = target["year"], target["baseline"], target["current"]
    codes = {entry["what"]: entry["code"] for entry in computed}
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    maximum = f"Hoogste aantal dat het doel van {year} toelaat"
    over = f"Aantal van {year} boven of onder het doel"
    yield Fact(
        topic=Topic.TARGET,
        kind=Kind.PERCENT,
        what=f"doel voor {year}: ten minste zoveel minder dan in {baseline['year']}",
        where=FIGURES,
        printed=percent(target["reduction_percent"]),
        value=Decimal(target["reduction_percent"]),
        before_first=date(baseline["year"], 1, 1),
        before_after=date(baseline["year"] + 1, 1, 1),
        direction=-1,
        limit=Hedge.AT_LEAST,
        first=first,
        after=after,
    )
    yield Fact(
        topic=Topic.MAXIMUM,
        kind=Kind.COUNT,
        what=f"doel voor {year}: hoogstens",
        code=codes.get(maximum, ""),
        where=FIGURES,
        printed=number(target["maximum"]),
        value=Decimal(target["maximum"]),
        limit=Hedge.AT_MOST,
        first=first,
        after=after,
    )
    if current:
        difference = current["value"] - target["maximum"]
        yield Fact(
            topic=Topic.DIFFERENCE,
            kind=Kind.COUNT,
            what=over,
            code=codes.get(over, ""),
            where=FIGURES,
            printed=f"{number(abs(difference))} {'meer' if difference > 0 else 'minder'}",
            value=Decimal(abs(difference)),
            direction=(difference > 0) - (difference < 0),
            is_provisional=current["provisional"],
            first=first,
            after=after,
        )
        pair = [current["code"], baseline["code"]]
        yield from _ratio(target["ratio"], _code_of_ratio(computed, pair), [current, baseline])


def _code_of_ratio(computed: list[Document], codes: list[str]) -> str:
    found = (
        entry["code"]
        for entry in computed
        if entry["what"].startswith("Verhouding") and entry["inputs"] == codes
    )
    return next(found, "")


def _ratio(ratio: Row | None, code: str, compared: Sequence[Row]) -> Iterator[Fact]:
    if not ratio:
        return
    value, low, high = (Decimal(ratio[part]) for part in ("ratio", "low", "high"))
    whole = Fact(
        topic=Topic.RATIO,
        kind=Kind.COUNT,
        what="verhouding",
        printed=_two(value),
        value=value,
        code=code,
        where=FIGURES,
        years=frozenset(day(row["period_start"]).year for row in compared),
    )
    yield whole
    interval = f"{_two(low)} tot {_two(high)}"
    yield replace(whole, what="marge van de verhouding", printed=interval, value=low, upper=high)


def _two(value: Decimal) -> str:
    return f"{value:.2f}".replace(".", ",")


def moment_fact(what: str, on: str, **more: Any) -> Fact:
    """A day that the document names."""
    first = day(on[:10])
    return Fact(
        topic=Topic.MOMENT,
        kind=Kind.DAY,
        what=what,
        printed=date_long(first),
        first=first,
        after=date.fromordinal(first.toordinal() + 1),
        **more,
    )
