"""The measures of a report per pillar: how they stand, what was said, and what comes next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from offensief.lib.dutch import AMSTERDAM, date_long, date_short, enumerate_nl, number
from reports import charts
from reports.canonical import Document
from reports.text import origins
from reports.text.changes import Changes
from reports.text.days import day_text
from reports.text.printed import (
    Chip,
    Matrix,
    MatrixCell,
    MatrixRow,
    PrintedMeasure,
    PrintedPillar,
    Step,
    Told,
)
from reports.text.registers import PrintedEntry, Registers

# Shades of the matrix in edition.css; the number in the cell says the same.
SHADES = 4


def pillars(
    document: Document, told: Changes | None, listed: Registers
) -> tuple[PrintedPillar, ...]:
    """The pillars with their measures; `told` is what changed, `listed` what was delivered."""
    start = date.fromisoformat(document["period"]["start"])
    worst = frozenset(a["number"] for a in document["summary"]["attention"])
    changed = {status.number: status.was for status in told.statuses} if told else {}
    return tuple(
        PrintedPillar(
            number=pillar["number"],
            title=pillar["title"],
            measures=tuple(_measure(m, worst, changed, start) for m in pillar["measures"]),
            products=_delivered(pillar, listed),
        )
        for pillar in document["plan"]["pillars"]
    )


def _delivered(pillar: Document, listed: Registers) -> tuple[PrintedEntry, ...]:
    """Products that are there and belong to a measure of this pillar."""
    numbers = {measure["number"] for measure in pillar["measures"]}
    return tuple(entry for entry in listed.delivered if numbers.intersection(entry.numbers))


def _measure(
    measure: Document, attention: frozenset[str], changed: Mapping[str, str], start: date
) -> PrintedMeasure:
    # Updates are listed newest first. What a measure needs now is in the newest, also an older one.
    listed = measure["updates"]
    in_period = [u for u in listed if _made_on(u) >= start] or listed[:1]
    return PrintedMeasure(
        number=measure["number"],
        title=measure["title"],
        text=measure["text"],
        wave=measure["wave"],
        plan_lines=measure["plan_lines"],
        lead=measure["lead"],
        partners=measure["partners"],
        phase=Chip("phase", measure["phase"], measure["phase_label"]),
        course=Chip("course", measure["course"], measure["course_label"]),
        was=changed.get(measure["number"], ""),
        code=origins.status_code(measure["number"]),
        told_on=day_text(measure["confirmed_on"], date_short),
        next_step=_next_step(measure["milestones"]),
        steps=tuple(_step(step) for step in measure["milestones"]),
        told=tuple(_told(update) for update in in_period),
        needs_attention=measure["number"] in attention,
    )


def _next_step(milestones: Sequence[Document]) -> str:
    """The first milestone still open: "Handreiking klaar (1-3-2026)"."""
    still = [step for step in milestones if step["state"] == "open"]
    if not still:
        return ""
    first = min(still, key=lambda step: step["current_on"])
    return f"{first['title']} ({day_text(first['current_on'], date_short)})"


def _step(step: Document) -> Step:
    return Step(
        title=step["title"],
        first=day_text(step["first_on"], date_short),
        now=day_text(step["done_on"] or step["current_on"], date_short),
        state=step["state_label"],
    )


def _made_on(update: Document) -> date:
    """The Dutch day of an update."""
    return datetime.fromisoformat(update["made_at"]).astimezone(AMSTERDAM).date()


def _told(update: Document) -> Told:
    link = update["result_link"]
    return Told(
        on=date_long(_made_on(update)),
        change=_change(update),
        explanation=update["explanation"].strip(),
        needed=update["needed"].strip(),
        result=update["result"].strip(),
        result_on=day_text(update["result_on"], date_long),
        result_link=link,
        # Only an address of the web may be clicked; anything else is printed as text.
        result_address=link if link.startswith(("https://", "http://")) else "",
    )


def _change(update: Document) -> str:
    """What it was before: "Was: fase 'nog niet gestart' en koers 'op schema'."."""
    before = [
        f"{name} '{update[f'{axis}_from'].lower()}'"
        for axis, name in (("phase", "fase"), ("course", "koers"))
        if update[f"{axis}_from"] != update[f"{axis}_to"]
    ]
    return f"Was: {enumerate_nl(before)}." if before else ""


def matrix(plan: Document) -> Matrix:
    """Measures by pillar and phase, with the sentence that says what it shows."""
    phases = [phase["value"] for phase in plan["phases"]]
    pillars = [
        (
            f"{pillar['number']} {pillar['title']}",
            [sum(m["phase"] == phase for m in pillar["measures"]) for phase in phases],
        )
        for pillar in plan["pillars"]
    ]
    labels = [phase["label"] for phase in plan["phases"]]
    figure = charts.phases_per_pillar(pillars, labels, source="")
    most = max([count for _, counts in pillars for count in counts] + [1])
    total = [sum(counts[column] for _, counts in pillars) for column in range(len(phases))]
    return Matrix(
        finding=figure.finding,
        heads=tuple(labels),
        rows=(
            *(_matrix_row(title, counts, most) for title, counts in pillars),
            # The totals have no shade: they are not on the same scale.
            MatrixRow("Totaal", tuple(MatrixCell(number(n), 0) for n in total), number(sum(total))),
        ),
    )


def _matrix_row(title: str, counts: Sequence[int], most: int) -> MatrixRow:
    cells = tuple(MatrixCell(number(n), -(-n * SHADES // most)) for n in counts)
    return MatrixRow(title, cells, number(sum(counts)))
