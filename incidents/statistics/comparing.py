"""The comparison guard: which two counts may stand side by side, and why others may not."""

import datetime
from dataclasses import dataclass

from incidents.statistics.counts import RateRatio, rate_ratio
from offensief.lib.dutch import date_long

# Figures known this many days apart after their periods count as equally mature.
MATURITY_TOLERANCE_DAYS = 31
# The code for "the publication does not say what it counted": two of these need not count the same.
UNSTATED_DEFINITION = "X"
YOUNG_COUNT = "Een vroeg bekend cijfer valt vaak lager uit."


@dataclass(frozen=True, slots=True)
class Measured:
    """A count with everything that decides whether it may be compared.

    `definition` and `delivery` are codes; `period_end` is the first day after the period.
    `known_until` is the last day on which the figure can have been known; with `known_precision`
    "unknown" it is only an upper bound and says nothing about maturity. `comparable_from` is the
    first day of the series that is still counted in the same way; None when no break is known.
    """

    count: int
    definition: str
    period_start: datetime.date
    period_end: datetime.date
    delivery: str
    known_until: datetime.date | None
    known_precision: str
    provisional: bool
    approximate_period: bool = False
    comparable_from: datetime.date | None = None

    @property
    def days(self) -> int:
        """Length of the period in days: the exposure."""
        return (self.period_end - self.period_start).days

    @property
    def maturity(self) -> int | None:
        """Days between the end of the period and the day of knowledge; None when unknown."""
        if self.known_until is None or self.known_precision in ("unknown", "range"):
            return None
        return (self.known_until - self.period_end).days

    @property
    def is_full_years(self) -> bool:
        """Whether the period is one or more whole calendar years."""
        return (self.period_start.month, self.period_start.day) == (1, 1) == (
            self.period_end.month,
            self.period_end.day,
        ) and self.period_end > self.period_start

    @property
    def is_complete(self) -> bool:
        """Whether the period was over when the figure was made, as far as is known."""
        return self.known_until is None or self.known_until >= self.period_end


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two counts that may be compared, over `exposure_days` each.

    `ratio` is None when both counts are zero; `marks` are Dutch sentences to print beside it.
    """

    count: int
    base_count: int
    exposure_days: int
    ratio: RateRatio | None
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why two counts may not be compared: one Dutch sentence."""

    reason: str


def compare(a: Measured, b: Measured) -> Comparison | Refusal:
    """Compare `a` with base `b`, or say why not.

    1525 (2025, known 9 January 2026) against 1543 (2024, moment unknown) is allowed, with marks;
    901 (2023) against 228 (2022) is not, when the series of its definition starts anew in 2023.
    The same months count as equally long, leap year or not. Counts of one delivery are known at
    the same moment, so they are never refused for maturity; they can carry a mark. Source:
    statistics.md, "Comparison guard". Raises ValueError for a negative count.
    """
    for refusal in (
        _definition_refusal,
        _break_refusal,
        _period_refusal,
        _length_refusal,
        _maturity_refusal,
    ):
        reason = refusal(a, b)
        if reason:
            return Refusal(reason)
    # Equal periods get equal exposure: 29 February is no reason for a lower rate.
    days = min(a.days, b.days)
    ratio = rate_ratio(a.count, days, b.count, days) if a.count or b.count else None
    return Comparison(a.count, b.count, days, ratio, _marks(a, b))


def _definition_refusal(a: Measured, b: Measured) -> str:
    if a.definition != b.definition:
        return (
            "Deze cijfers zijn niet te vergelijken, omdat ze niet hetzelfde tellen "
            f"(definitie {a.definition} en definitie {b.definition})."
        )
    if a.definition == UNSTATED_DEFINITION and a.delivery != b.delivery:
        return "Deze cijfers zijn niet te vergelijken, omdat onbekend is wat ze tellen."
    return ""


def _break_refusal(a: Measured, b: Measured) -> str:
    for began in (a.comparable_from, b.comparable_from):
        if began and (a.period_start < began) is not (b.period_start < began):
            return (
                "Deze cijfers zijn niet te vergelijken, omdat vanaf "
                f"{date_long(began)} anders is geteld dan daarvoor."
            )
    return ""


def _period_refusal(a: Measured, b: Measured) -> str:
    if a.approximate_period or b.approximate_period:
        return (
            "Deze cijfers zijn niet te vergelijken, omdat niet precies bekend is tot welke dag "
            "is geteld."
        )
    return ""


def _length_refusal(a: Measured, b: Measured) -> str:
    if a.days <= 0 or b.days <= 0:
        return "Deze cijfers zijn niet te vergelijken, omdat een periode eindigt voor ze begint."
    if a.days == b.days or _span(a) == _span(b):
        return ""
    return (
        "Deze cijfers zijn niet te vergelijken, omdat de perioden niet even lang zijn "
        f"({a.days} en {b.days} dagen)."
    )


def _span(m: Measured) -> tuple[int, int, int, int, int]:
    """Give the period without its year: equal spans are the same calendar months."""
    start, end = m.period_start, m.period_end
    return (start.month, start.day, end.month, end.day, end.year - start.year)


def _maturity_refusal(a: Measured, b: Measured) -> str:
    if not (a.is_complete and b.is_complete):
        return "Deze cijfers zijn niet te vergelijken, omdat een van de perioden nog niet om was."
    if a.delivery == b.delivery or _equally_mature(a, b) or _are_undated_years(a, b):
        return ""
    return (
        "Deze cijfers zijn niet te vergelijken, omdat ze niet even lang na hun periode bekend zijn "
        f"({_maturity_words(a)} en {_maturity_words(b)})."
    )


def _equally_mature(a: Measured, b: Measured) -> bool:
    if a.maturity is None or b.maturity is None:
        return False
    return abs(a.maturity - b.maturity) <= MATURITY_TOLERANCE_DAYS


def _are_undated_years(a: Measured, b: Measured) -> bool:
    """Whole years of which nobody knows that they differ in maturity: shown, with a mark.

    The ministry compares 1525, known 8 days after 2025, with 1543, of which the day is not known.
    """
    undated = a.maturity is None or b.maturity is None
    return undated and a.is_full_years and b.is_full_years


def _maturity_words(m: Measured) -> str:
    if m.maturity is None:
        return "onbekend"
    if m.maturity < 0:
        return f"{-m.maturity} dagen ervoor"
    return f"{m.maturity} dagen erna"


def _marks(a: Measured, b: Measured) -> tuple[str, ...]:
    marks = []
    if a.definition == UNSTATED_DEFINITION:
        marks.append("De bron vermeldt niet wat is geteld.")
    if a.provisional or b.provisional:
        marks.append("Ten minste een van de cijfers is voorlopig en kan nog veranderen.")
    marks.extend(_maturity_marks(a, b))
    return tuple(marks)


def _maturity_marks(a: Measured, b: Measured) -> list[str]:
    if a.maturity is None or b.maturity is None:
        return [
            "Niet van elk cijfer is bekend hoe lang na de periode het is vastgesteld. "
            + YOUNG_COUNT,
        ]
    if abs(a.maturity - b.maturity) > MATURITY_TOLERANCE_DAYS:
        return [
            "De cijfers zijn niet even lang na hun periode vastgesteld "
            f"({_maturity_words(a)} en {_maturity_words(b)}). " + YOUNG_COUNT,
        ]
    return []
