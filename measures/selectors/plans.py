"""Plan versions beside each other, and what became of a measure."""

from dataclasses import dataclass

from measures.models import Involvement, Measure, Plan, Succession, SuccessionLink, Wording
from measures.permissions import may_see_whole_plan, visible_measures
from measures.plan_diff import MeasureDiff, Words, compare
from measures.plan_file import PlanFile
from measures.statuses import Decision, InvolvementRole, SuccessionKind, Wave
from offensief.accounts.models import Person
from offensief.charts.figure import Figure
from offensief.charts.lineage import Edge, Node, lineage
from offensief.lib.dutch import date_short, enumerate_nl


@dataclass(frozen=True, slots=True)
class LineagePage:
    """Where a measure came from and where it went."""

    measure: Measure
    answer: str
    figure: Figure | None
    successions: tuple[Succession, ...]
    wordings: tuple[Wording, ...]


def words_of(plan: Plan) -> dict[str, Words]:
    """Each measure as this version words it."""
    wordings = plan.wordings.select_related("measure", "pillar")
    return {
        w.measure.number: Words(w.short_title, w.official_text, str(w.pillar), w.get_wave_display())
        for w in wordings
    }


def words_in(file: PlanFile) -> dict[str, Words]:
    """Each measure as a file that is not loaded yet words it."""
    titles = {pillar.number: f"{pillar.number} {pillar.title}" for pillar in file.pillars}
    return {
        m.number: Words(m.short_title, m.text, titles[m.pillar], Wave(m.wave).label)
        for m in file.measures
    }


def diff_with_newest(file: PlanFile) -> tuple[MeasureDiff, ...]:
    """What a file would change to the newest version."""
    newest = Plan.objects.order_by("offered_on").last()
    return compare(words_of(newest) if newest else {}, words_in(file))


def new_roles(file: PlanFile) -> list[str]:
    """Partners that a file would give a role they never had, such as "2.01: Politie"."""
    names = {partner.key: partner.short_name for partner in file.partners}
    had = set(Involvement.objects.values_list("measure__number", "partner__key"))
    return [
        f"{measure.number}: {names[part.partner]} ({InvolvementRole(part.role).label.lower()})"
        for measure in file.measures
        for part in measure.involvements
        if (measure.number, part.partner) not in had
    ]


def diff(old: Plan, new: Plan) -> tuple[MeasureDiff, ...]:
    """What changed from one loaded version to another."""
    return compare(words_of(old), words_of(new))


def lineage_page(measure: Measure, person: Person) -> LineagePage:
    """The answer to "waar is maatregel 3.01 gebleven?", as far as this person may know."""
    links = _known_to(person, _family(measure))
    pks = {link.succession_id for link in links}
    successions = Succession.objects.filter(pk__in=pks).select_related("made_by")
    return LineagePage(
        measure=measure,
        answer=_answer(measure, links),
        figure=_figure(measure, links) if links else None,
        successions=tuple(successions.order_by("decided_on", "pk")),
        wordings=tuple(measure.wordings.select_related("plan")),
    )


def _family(measure: Measure) -> list[SuccessionLink]:
    """Every link that leads to or from this measure, however far."""
    every = list(
        SuccessionLink.objects.select_related("succession", "predecessor", "successor").order_by(
            "succession__decided_on", "pk"
        )
    )
    known, grown = {measure.pk}, True
    while grown:
        near = {
            pk
            for link in every
            for pk in (link.predecessor_id, link.successor_id)
            if pk is not None and {link.predecessor_id, link.successor_id} & known
        }
        grown = not near <= known
        known |= near
    return [link for link in every if {link.predecessor_id, link.successor_id} & known]


def _known_to(person: Person, links: list[SuccessionLink]) -> list[SuccessionLink]:
    """Decisions that name a measure this person may not see are left out whole, with reason."""
    if may_see_whole_plan(person):
        return links
    seen = set(visible_measures(person).values_list("pk", flat=True))
    hidden = {
        link.succession_id
        for link in SuccessionLink.objects.filter(
            succession__in=[link.succession_id for link in links]
        )
        if not {link.predecessor_id, link.successor_id} - {None} <= seen
    }
    return [link for link in links if link.succession_id not in hidden]


def _answer(measure: Measure, links: list[SuccessionLink]) -> str:
    """One sentence that says where the measure is now."""
    name = f"Maatregel {measure.number}"
    onward = [link for link in links if link.predecessor_id == measure.pk]
    if measure.decision == Decision.ACTIVE:
        return _still_there(measure, links)
    if not onward:
        # Known to be over, in measures this person may not see.
        return f"{name} is {measure.get_decision_display().lower()}."
    last = onward[-1].succession
    ends = [
        link.successor.number
        for link in onward
        if link.succession_id == last.pk and link.successor is not None
    ]
    day = date_short(last.decided_on)
    if last.kind == SuccessionKind.STOP:
        return f"{name} is gestopt op {day}."
    verb = {
        SuccessionKind.SPLIT: "gesplitst in",
        SuccessionKind.MERGE: "samengevoegd in",
        SuccessionKind.REPLACE: "vervangen door",
    }[SuccessionKind(last.kind)]
    return f"{name} is op {day} {verb} {enumerate_nl(ends)}."


def _still_there(measure: Measure, links: list[SuccessionLink]) -> str:
    name = f"Maatregel {measure.number}"
    stops = [link.succession for link in links if link.predecessor_id == measure.pk]
    resumed = [
        link.succession
        for link in links
        if link.successor_id == measure.pk and link.succession.kind == SuccessionKind.RESUME
    ]
    if not (stops and resumed):
        return f"{name} is er nog, onder hetzelfde nummer."
    return (
        f"{name} is op {date_short(stops[-1].decided_on)} gestopt en op "
        f"{date_short(resumed[-1].decided_on)} hervat. Hij loopt, onder hetzelfde nummer."
    )


def _figure(measure: Measure, links: list[SuccessionLink]) -> Figure:
    nodes = {
        m.number: Node(
            key=m.number,
            label=m.number,
            note=m.get_decision_display().lower(),
            is_focus=m.pk == measure.pk,
        )
        for link in links
        for m in (link.predecessor, link.successor)
        if m is not None
    }
    drawn = [link for link in links if _is_drawn(link)]
    edges = [
        Edge(
            start=link.predecessor.number if link.predecessor else None,
            end=link.successor.number if link.successor else None,
            label=f"{link.succession.get_kind_display().lower()} op "
            f"{date_short(link.succession.decided_on)}",
        )
        for link in drawn
    ]
    return lineage(
        list(nodes.values()),
        edges,
        key=f"herkomst-{measure.number.replace('.', '-')}",
        title=f"Herkomst en opvolging van {measure.number}",
        finding=_answer(measure, links),
        source="Besluiten in het portaal.",
    )


def _is_drawn(link: SuccessionLink) -> bool:
    """Taking up again, and the stop before it, are told in the list: nothing went anywhere."""
    if link.succession.kind == SuccessionKind.RESUME:
        return False
    stopped = link.predecessor if link.succession.kind == SuccessionKind.STOP else None
    return stopped is None or stopped.decision != Decision.ACTIVE
