"""The figures of a report: the answer to the goal, the charts with their codes, contradictions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from offensief.charts.figure import Figure
from offensief.lib.dutch import date_long, date_short, enumerate_nl, marked, number, percent, period
from reports import charts
from reports.canonical import Document
from reports.text.days import day_text
from reports.text.printed import (
    Answer,
    CodedFigure,
    CodedRow,
    Contradiction,
    KeyNumber,
    Outlook,
    Variant,
)

NOT_KNOWN = "nog niet bekend"
NO_TARGET = "Er is nog geen doel met cijfers vastgelegd."


def answer(document: Document) -> Answer:
    """The answer to the goal, and what the number can bear."""
    figures = document["figures"]
    target, pair, detail = figures["target"], figures["same_period"], figures.get("detail")
    split = figures.get("split")
    return Answer(
        headline=target["headline"] if target else NO_TARGET,
        sentences=tuple(target["sentences"]) if target else (),
        marks=tuple(target["marks"]) if target else (),
        codes=_target_codes(document),
        key_numbers=_key_numbers(document) if target else (),
        same_period=pair["text"] if pair else "",
        same_period_codes=_with_sums(pair["codes"], _sums(document)) if pair else (),
        series=detail["series"] if detail else "",
        bears=tuple(detail["bears"]) if detail else (),
        outlook=_outlook(detail["outlook"]) if detail and detail["outlook"] else None,
        variants=tuple(_variant(v) for v in detail["variants"]) if detail else (),
        mix=split["mix"] if split else "",
    )


def _outlook(told: Document) -> Outlook:
    return Outlook(day_text(told["computed_on"], date_long), tuple(told["sentences"]))


def _variant(variant: Document) -> Variant:
    return Variant(variant["name"], number(variant["maximum"]), variant["why"])


def _key_numbers(document: Document) -> tuple[KeyNumber, ...]:
    target = document["figures"]["target"]
    year, baseline = target["year"], target["baseline"]
    less = percent(target["reduction_percent"])
    goal = f"hoogstens, het doel voor {year}: ten minste {less} minder dan in {baseline['year']}"
    base = f"aanslagen en pogingen in {baseline['year']}, het jaar waarmee we vergelijken"
    # The first number that is computed is the maximum (reports.content.computed).
    maximum = document["computed"][0]["code"] if document["computed"] else ""
    return (
        _counted(target),
        KeyNumber(number(target["maximum"]), goal, maximum),
        KeyNumber(_marked(baseline), base, baseline["code"]),
    )


def _counted(target: Document) -> KeyNumber:
    """The count of the target year, or what of it is known."""
    year, count = target["year"], target["current"] or target.get("so_far")
    if count is None:
        return KeyNumber(NOT_KNOWN, f"aanslagen en pogingen in {year}", "")
    if target["current"]:
        return KeyNumber(_marked(count), f"aanslagen en pogingen in {year}", count["code"])
    counted = period(*(date.fromisoformat(count[side]) for side in ("period_start", "period_end")))
    return KeyNumber(_marked(count), f"aanslagen en pogingen, {counted}", count["code"])


def _marked(count: Document) -> str:
    return marked(number(count["value"]), provisional=count["provisional"])


def _target_codes(document: Document) -> tuple[str, ...]:
    """The computed numbers that the sentences on the target use."""
    target = document["figures"]["target"]
    if target is None:
        return ()
    used = {count["code"] for count in (target["baseline"], target["current"]) if count}
    computed = document["computed"]
    return tuple(
        entry["code"]
        for entry in computed
        if all(code in used or code.startswith("R") for code in entry["inputs"])
    )


def drawn(document: Document) -> tuple[CodedFigure, ...]:
    """Every chart of the report in its order, each row of its table with its codes."""
    figures, sums = document["figures"], _sums(document)
    return tuple(
        CodedFigure(figure, _coded(figure, *codes, sums), _told_elsewhere(figure, figures))
        for figure, codes in (
            (charts.years(figures), _codes_of_years(figures)),
            (charts.path(figures), _codes_of_path(figures)),
            (charts.units(figures), _codes_of_units(figures)),
            (charts.unit_map(figures), _codes_of_map(figures)),
            (charts.contribution(figures), _codes_of_split(figures)),
            # Shares say the same as contributions; they stand in where those cannot be told.
            (None if figures.get("split") else charts.objects(figures), _codes_of_objects(figures)),
        )
        if figure
    )


def _told_elsewhere(figure: Figure, figures: Document) -> str:
    """Where the numbers of the map are, when the table of the units has every one of them."""
    if figure.key != "kaart":
        return ""
    told = {unit[side]["code"] for unit in figures["units"] for side in ("earlier", "current")}
    counts = {count["code"] for count in figures["map"]["counts"]}
    return "De getallen staan in de tabel per politie-eenheid hierboven." if counts <= told else ""


type Codes = tuple[Mapping[tuple[str, ...], Sequence[str]], tuple[int, ...]]


def _gathered(
    named: Iterable[tuple[tuple[str, ...], str]], *, columns: tuple[int, ...] = (0,)
) -> Codes:
    """Codes by what a row names in those columns."""
    found: dict[tuple[str, ...], list[str]] = {}
    for names, code in named:
        found.setdefault(names, []).append(code)
    return found, columns


def _codes_of_years(figures: Document) -> Codes:
    years = figures["years"]
    return _gathered(
        (((str(c["year"]), c["definition_name"]), c["code"]) for c in years), columns=(0, 3)
    )


def _codes_of_path(figures: Document) -> Codes:
    counts = (figures.get("detail") or {"course": ()})["course"]
    named = (((date_short(charts.last_day(c)), _marked(c)), c["code"]) for c in counts)
    return _gathered(named, columns=(0, 1))


def _codes_of_units(figures: Document) -> Codes:
    return _gathered(
        ((unit["current"]["area"],), unit[side]["code"])
        for unit in figures["units"]
        for side in ("earlier", "current")
    )


def _codes_of_map(figures: Document) -> Codes:
    counts = (figures.get("map") or {"counts": ()})["counts"]
    return _gathered(((c["area"],), c["code"]) for c in counts)


def _codes_of_split(figures: Document) -> Codes:
    split = figures.get("split")
    sides = [split[side] for side in ("before", "after")] if split else []
    parts = [((p["object_label"],), p["code"]) for side in sides for p in side["parts"]]
    return _gathered([*parts, *((("Totaal",), side["total"]["code"]) for side in sides)])


def _codes_of_objects(figures: Document) -> Codes:
    return _gathered(((c["object_label"],), c["code"]) for c in figures["objects"])


def _sums(document: Document) -> Mapping[frozenset[str], Sequence[str]]:
    """Codes of computed numbers by the two counts they follow from."""
    found: dict[frozenset[str], list[str]] = {}
    for entry in document["computed"]:
        found.setdefault(frozenset(entry["inputs"]), []).append(entry["code"])
    return found


def _coded(
    figure: Figure,
    codes: Mapping[tuple[str, ...], Sequence[str]],
    columns: tuple[int, ...],
    sums: Mapping[frozenset[str], Sequence[str]],
) -> tuple[CodedRow, ...]:
    return tuple(
        CodedRow(cells, _with_sums(codes.get(tuple(cells[n].text for n in columns), ()), sums))
        for cells in figure.table.lines
    )


def _with_sums(
    codes: Sequence[str], sums: Mapping[frozenset[str], Sequence[str]]
) -> tuple[str, ...]:
    """The codes of two counts, and of what was computed from both."""
    return (*codes, *(sums.get(frozenset(codes), ()) if len(codes) == 2 else ()))


def contradictions(told: Sequence[Document] | None) -> tuple[Contradiction, ...] | None:
    """What contradicts; None in a document from before the checks."""
    if told is None:
        return None
    return tuple(
        Contradiction(
            label=found["check_label"],
            sentence=found["sentence"],
            state=found["state_label"].lower(),
            explanation=found["explanation"].strip(),
            places=enumerate_nl(_places(found["figures"])),
        )
        for found in told
    )


def _places(figures: Sequence[Document]) -> list[str]:
    """Where the figures stand, each place once: a line of the plan, or a delivery."""
    places = [
        figure["locator"]
        if figure["locator"].startswith("Actieplan")
        else f"'{figure['release']}' (peildatum: {figure['known']})"
        for figure in figures
    ]
    return list(dict.fromkeys(places))
