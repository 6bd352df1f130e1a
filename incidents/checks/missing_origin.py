"""Finds deliveries of which nobody says when they were known, or by whom."""

from collections.abc import Iterable, Iterator

from incidents.checks.finding import Counted, Finding, Weight

CHECK = "missing_origin"
# Enough to recognise the delivery by.
_MOST_CELLS = 10


def missing_origin(figures: Iterable[Counted]) -> Iterator[Finding]:
    """Per delivery: a figure without peildatum or source cannot be held against any other.

    "May 2024 or earlier" is a peildatum, "not stated" is none. Source: plan l.106-117, where the
    1543 of the target stands without a day; statistics.md (two clocks).
    """
    deliveries: dict[str, list[Counted]] = {}
    for figure in figures:
        deliveries.setdefault(figure.delivery, []).append(figure)
    for cells in deliveries.values():
        first = cells[0]
        missing = []
        if first.known_until is None or first.known_precision == "unknown":
            missing.append("de peildatum")
        if not first.source.strip():
            missing.append("de bron")
        if missing:
            sentence = (
                f"Bij '{first.delivery_title}' {'zijn' if len(missing) > 1 else 'is'} "
                f"{' en '.join(missing)} niet vermeld. Of het bij andere cijfers past, is dan "
                "niet na te gaan."
            )
            yield Finding(CHECK, Weight.WARNING, sentence, tuple(cells[:_MOST_CELLS]))
