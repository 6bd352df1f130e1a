"""The whole report: a document in, finished answers out. The template decides nothing.

The document is the only source: no database, no clock.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from offensief.charts.figure import Figure
from offensief.lib.dutch import (
    AMSTERDAM,
    date_long,
    date_short,
    enumerate_nl,
    marked,
    moment,
    number,
    percent,
    period,
    plural,
)
from reports import charts
from reports.canonical import Document, canonical_text, digest
from reports.reading import faults_named, may_be_hyphenated
from reports.text import changes, origins, registers
from reports.text.printed import (
    Chip,
    CodedFigure,
    CodedRow,
    Contradiction,
    Ended,
    KeyNumber,
    LastKnown,
    Matrix,
    MatrixCell,
    MatrixRow,
    MissedPartner,
    Missing,
    PrintedEdition,
    PrintedMeasure,
    PrintedPillar,
    PrintedRound,
    Step,
    Told,
)
from reports.text.upgrade import as_version_3

NOT_KNOWN = "nog niet bekend"
# Shades of the matrix in edition.css; the number in the cell says the same.
SHADES = 4


def read(document: Document) -> PrintedEdition:
    """The report that a document holds. Raises WrongDocument when something is missing."""
    with faults_named():
        return _read(as_version_3(document), sha256=digest(canonical_text(document)))


def _read(document: Document, *, sha256: str) -> PrintedEdition:
    edition, figures, summary = document["edition"], document["figures"], document["summary"]
    corrects = edition["corrects"]
    plan, target, pair = document["plan"], figures["target"], figures["same_period"]
    start, end = (date.fromisoformat(document["period"][side]) for side in ("start", "end"))
    worst_first = [a["number"] for a in summary["attention"]]
    pillars = tuple(_pillar(p, frozenset(worst_first), start) for p in plan["pillars"])
    by_number = {m.number: m for p in pillars for m in p.measures}
    frozen_at = datetime.fromisoformat(edition["frozen_at"])
    return PrintedEdition(
        number=edition["number"],
        title=edition["title"],
        status=edition["status"],
        is_concept=not document["approvals"],
        corrects=corrects["number"] if corrects else "",
        correction_reason=corrects["reason"].strip() if corrects else "",
        approval=_approval(document["approvals"]),
        period=period(start, end + timedelta(days=1)),
        as_of=date_long(date.fromisoformat(document["figures_as_of"])),
        standing_on=_day(document["standing_on"], date_long),
        frozen=moment(frozen_at),
        frozen_at=frozen_at.isoformat(timespec="seconds"),
        sha256=sha256,
        is_hyphenated=may_be_hyphenated(canonical_text(document)),
        plan_title=plan["title"],
        plan_offered=_day(plan["offered_on"], date_long),
        plan_sha256=plan["sha256"],
        headline=target["headline"] if target else "Er is nog geen doel met cijfers vastgelegd.",
        sentences=tuple(target["sentences"]) if target else (),
        marks=tuple(target["marks"]) if target else (),
        same_period=pair["text"] if pair else "",
        same_period_codes=tuple(pair["codes"]) if pair else (),
        key_numbers=_key_numbers(target) if target else (),
        progress=summary["sentence"],
        courses=_courses(plan["courses"], summary["courses"]),
        attention=tuple(by_number[n] for n in worst_first),
        missing=tuple(_missing(summary)),
        certainty=_certainty(summary["certainties"]),
        in_order=_in_order(summary),
        changes=changes.read(document),
        registers=registers.read(document),
        round=_round(document["round"]) if document["round"] else None,
        ended=tuple(Ended(e["number"], e["title"], e["decision"]) for e in plan["ended"]),
        figures=tuple(_figures(figures)),
        contradictions=_contradictions(document["contradictions"]),
        pillars=pillars,
        matrix=_matrix(plan) if by_number else None,
        deliveries=origins.deliveries(document),
        computed=origins.computed(document),
        target_codes=_target_codes(document),
        statuses=origins.statuses(document),
    )


def _approval(approvals: Sequence[Document]) -> str:
    """Who established it: "Vastgesteld door het hoofd van het secretariaat op ...".

    Empty for a concept.
    """
    if not approvals:
        return ""
    last = approvals[-1]
    at = moment(datetime.fromisoformat(last["at"]))
    by = last["by"][:1].lower() + last["by"][1:]
    return f"{last['what']} door het {by} op {at}"


def _in_order(summary: Document) -> str:
    """How much of what the radar checks is in order; empty in a document without that."""
    share = summary.get("in_order_percent")
    if share is None:
        return ""
    return (
        f"Van alle controles op volledigheid is {percent(share)} in orde. Een maatregel telt "
        "daarin mee met een trekker, een datum, een product en een actuele opgave."
    )


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


def _day(text: str | None, written: Callable[[date], str]) -> str:
    return written(date.fromisoformat(text)) if text else ""


def _key_numbers(target: Document) -> tuple[KeyNumber, ...]:
    year, baseline, current = target["year"], target["baseline"], target["current"]
    counted = (
        KeyNumber(_marked(current), f"aanslagen en pogingen in {year}", current["code"])
        if current
        else KeyNumber(NOT_KNOWN, f"aanslagen en pogingen in {year}", "")
    )
    less = percent(target["reduction_percent"])
    goal = f"hoogstens, het doel voor {year}: ten minste {less} minder dan in {baseline['year']}"
    base = f"aanslagen en pogingen in {baseline['year']}, het jaar waarmee we vergelijken"
    return (
        counted,
        KeyNumber(number(target["maximum"]), goal, ""),
        KeyNumber(_marked(baseline), base, baseline["code"]),
    )


def _marked(count: Document) -> str:
    return marked(number(count["value"]), provisional=count["provisional"])


def _courses(courses: Sequence[Document], counts: Sequence[int]) -> str:
    """The courses that occur: "Koers: 7 nog niet beoordeeld, 13 op schema en 2 vertraagd."."""
    told = [
        f"{number(count)} {course['label'].lower()}"
        for course, count in zip(courses, counts, strict=True)
        if count
    ]
    return f"Koers: {enumerate_nl(told)}." if told else ""


def _certainty(certainties: Sequence[Document]) -> str:
    """On what the statuses rest: "Waarop dat rust: 28 nog geen opgave en 3 bewijsstuk."."""
    told = [f"{number(c['count'])} {c['label'].lower()}" for c in certainties if c["count"]]
    return f"Waarop dat rust: {enumerate_nl(told)}." if told else ""


def _pillar(pillar: Document, attention: frozenset[str], start: date) -> PrintedPillar:
    return PrintedPillar(
        number=pillar["number"],
        title=pillar["title"],
        measures=tuple(_measure(m, attention, start) for m in pillar["measures"]),
    )


def _measure(measure: Document, attention: frozenset[str], start: date) -> PrintedMeasure:
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
        code=origins.status_code(measure["number"]),
        told_on=_day(measure["confirmed_on"], date_short),
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
    return f"{first['title']} ({_day(first['current_on'], date_short)})"


def _step(step: Document) -> Step:
    return Step(
        title=step["title"],
        first=_day(step["first_on"], date_short),
        now=_day(step["done_on"] or step["current_on"], date_short),
        state=step["state_label"],
        is_late=(step["done_on"] or step["current_on"]) > step["first_on"],
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
        result_on=_day(update["result_on"], date_long),
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


def _missing(summary: Document) -> Iterable[Missing]:
    for kind in summary["gaps"]:
        owners = [
            f"{owner['name']} ({enumerate_nl(owner['numbers'])})"
            for owner in kind.get("owners", ())
        ]
        yield Missing(kind["sentence"], tuple(kind["numbers"]), enumerate_nl(owners))


def _round(told: Document) -> PrintedRound:
    """Who answered in the round and who did not."""
    handed_in = "diende" if told["handed_in"] == 1 else "dienden"
    sentence = (
        f"In de ronde '{told['title']}' zijn {plural(told['asked'], 'partner', 'partners')} "
        f"gevraagd. Daarvan {handed_in} er {number(told['handed_in'])} in"
    )
    if told["late"]:
        sentence += f", van wie {number(told['late'])} te laat"
    answers = f"Over {plural(told['answered'], 'maatregel', 'maatregelen')} kwam een antwoord"
    if told["unchanged"]:
        is_are = "is" if told["unchanged"] == 1 else "zijn"
        answers += f"; daarvan {is_are} er {number(told['unchanged'])} ongewijzigd bevestigd"
    return PrintedRound(
        sentence=f"{sentence}. {answers}.",
        missed=tuple(
            MissedPartner(p["name"], p["reason"], tuple(_last_known(m) for m in p["measures"]))
            for p in told["missed"]
        ),
        not_asked=tuple(_last_known(m) for m in told["not_asked"]),
    )


def _last_known(measure: Document) -> LastKnown:
    day = measure["confirmed_on"]
    return LastKnown(
        measure["number"],
        measure["title"],
        f"{measure['phase_label']}, {measure['course_label'].lower()}",
        date_long(date.fromisoformat(day)) if day else "nooit",
    )


def _figures(figures: Document) -> Iterable[CodedFigure]:
    """Each chart with the codes of its rows, found by what the row names."""
    years: dict[tuple[str, ...], list[str]] = {}
    for count in figures["years"]:
        years.setdefault((str(count["year"]), count["definition_name"]), []).append(count["code"])
    objects: dict[tuple[str, ...], list[str]] = {}
    for count in figures["objects"]:
        objects.setdefault((count["object_label"],), []).append(count["code"])
    units: dict[tuple[str, ...], list[str]] = {
        (unit["current"]["area"],): [unit["earlier"]["code"], unit["current"]["code"]]
        for unit in figures["units"]
    }
    for figure, codes, names in (
        (charts.years(figures), years, (0, 3)),
        (charts.objects(figures), objects, (0,)),
        (charts.units(figures), units, (0,)),
    ):
        if figure:
            yield CodedFigure(figure, _coded(figure, codes, names))


def _contradictions(told: Sequence[Document] | None) -> tuple[Contradiction, ...] | None:
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


def _coded(
    figure: Figure, codes: dict[tuple[str, ...], list[str]], names: tuple[int, ...]
) -> tuple[CodedRow, ...]:
    return tuple(
        CodedRow(cells, tuple(codes.get(tuple(cells[column].text for column in names), ())))
        for cells in figure.table.lines
    )


def _matrix(plan: Document) -> Matrix:
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
