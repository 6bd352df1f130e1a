"""Who would be asked about what if a round opened now, and what is missing for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from measures.models import (
    Involvement,
    Measure,
    Partner,
)
from measures.rounds.models import Arrangement, Round
from measures.rounds.states import ArrangementKind
from measures.selectors.speakers import speakers_of
from measures.statuses import InvolvementRole
from offensief.lib.dutch import plural
from offensief.lib.workdays import workdays_between

# Below this a partner that is away for a week has hardly time to answer.
FEWEST_WORKDAYS = 10


@dataclass(frozen=True, slots=True)
class Expected:
    """A measure in scope and who answers for it; `candidates` are its other partners."""

    measure: Measure
    partner: Partner | None
    candidates: tuple[Partner, ...]
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Hole:
    """Something missing: mended by somebody, accepted by the secretariat, or neither yet."""

    kind: ArrangementKind
    what: str
    measure: Measure | None
    partner: Partner | None
    is_settled: bool
    # How it was settled, in words.
    how: str = ""
    # Who could answer instead of a lead.
    candidates: tuple[Partner, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """Everything the planning page shows."""

    expected: tuple[Expected, ...]
    holes: tuple[Hole, ...]
    workdays: int

    def per_partner(self) -> dict[Partner, list[Measure]]:
        """The measures each partner would be asked about, partners by name."""
        found: dict[Partner, list[Measure]] = {}
        asked = [(e.partner, e.measure) for e in self.expected if e.partner is not None]
        for partner, measure in sorted(asked, key=lambda pair: pair[0].short_name.lower()):
            found.setdefault(partner, []).append(measure)
        return found

    @property
    def unanswered(self) -> list[Hole]:
        """Measures without a lead."""
        return [hole for hole in self.holes if hole.measure is not None]

    @property
    def other_holes(self) -> list[Hole]:
        """What else is missing."""
        return [hole for hole in self.holes if hole.measure is None]

    @property
    def open_holes(self) -> int:
        """How many are neither mended nor accepted."""
        return sum(not hole.is_settled for hole in self.holes)


def holes_of(round_: Round) -> RoundPlan:
    """The plan of a round as it stands, in a fixed number of queries."""
    arranged = list(round_.arrangements.select_related("measure", "partner"))
    expected = _expected(round_, arranged)
    partners = {e.partner for e in expected if e.partner is not None}
    holes = [
        *_short_time(round_, arranged),
        *_no_answer(expected, arranged),
        *_no_signer(partners, arranged),
    ]
    days = workdays_between(round_.opens_on, round_.deadline_on)
    return RoundPlan(tuple(expected), tuple(holes), days)


def _expected(round_: Round, arranged: Iterable[Arrangement]) -> list[Expected]:
    chosen = {
        a.measure_id: a.partner for a in arranged if a.kind == ArrangementKind.ANSWERS and a.partner
    }
    present = Involvement.objects.filter(valid_to=None).select_related("partner")
    measures = Measure.objects.active().prefetch_related(
        Prefetch("involvements", present.order_by("partner__short_name"), to_attr="present")
    )
    scope = round_.scope.all()
    if scope.exists():
        measures = measures.filter(pk__in=scope.values("pk"))
    return [_expects(measure, chosen.get(measure.pk)) for measure in measures.order_by("number")]


def _expects(measure: Measure, chosen: Partner | None) -> Expected:
    parts: list[Involvement] = measure.present  # type: ignore[attr-defined]
    lead = next((p.partner for p in parts if p.role == InvolvementRole.LEAD), None)
    return Expected(
        measure=measure,
        partner=lead or chosen,
        candidates=tuple(p.partner for p in parts if p.partner != lead),
        is_lead=lead is not None,
    )


def _short_time(round_: Round, arranged: Iterable[Arrangement]) -> list[Hole]:
    days = workdays_between(round_.opens_on, round_.deadline_on)
    if days >= FEWEST_WORKDAYS:
        return []
    accepted = any(a.kind == ArrangementKind.SHORT_TIME for a in arranged)
    what = f"partners hebben {plural(days, 'werkdag', 'werkdagen')} om te antwoorden"
    how = "Geaccepteerd" if accepted else ""
    return [Hole(ArrangementKind.SHORT_TIME, what, None, None, accepted, how)]


def _no_answer(expected: Iterable[Expected], arranged: Iterable[Arrangement]) -> list[Hole]:
    accepted = {a.measure_id for a in arranged if a.kind == ArrangementKind.NO_ANSWER}
    holes = []
    for row in expected:
        if row.is_lead:
            continue
        how = ""
        if row.partner is not None:
            how = f"{row.partner.name} antwoordt in deze ronde"
        elif row.measure.pk in accepted:
            how = "Geaccepteerd: niemand antwoordt"
        what = f"maatregel {row.measure.number} heeft geen trekker"
        holes.append(
            Hole(
                ArrangementKind.NO_ANSWER,
                what,
                row.measure,
                row.partner,
                is_settled=bool(how),
                how=how,
                candidates=row.candidates,
            )
        )
    return holes


def _no_signer(partners: Iterable[Partner], arranged: Iterable[Arrangement]) -> list[Hole]:
    accepted = {a.partner_id for a in arranged if a.kind == ArrangementKind.NO_SIGNER}
    asked = list(partners)
    # Whether somebody is away does not matter here.
    speakers = speakers_of(asked, today=date.min)
    missing = [p for p in asked if not speakers[p.pk].has_signer]
    return [
        Hole(
            ArrangementKind.NO_SIGNER,
            f"{partner.name} heeft geen ondertekenaar",
            None,
            partner,
            partner.pk in accepted,
            "Geaccepteerd" if partner.pk in accepted else "",
        )
        for partner in sorted(missing, key=lambda p: p.short_name.lower())
    ]
