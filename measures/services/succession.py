"""What becomes of measures: added, split, merged, replaced, stopped, resumed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from measures import permissions
from measures.models import (
    Involvement,
    Measure,
    Pillar,
    Plan,
    Section,
    Succession,
    SuccessionLink,
    Wording,
)
from measures.models.measure import WORDING
from measures.services import notices
from measures.services.rules import wrong_past
from measures.statuses import DECISION_AFTER, Decision, InvolvementRole, SuccessionKind, Wave
from offensief.accounts.models import User
from offensief.audit.services import record, record_all, recorded
from offensief.audit.traced import all_made, changed, facts, made
from offensief.lib.dutch import enumerate_nl
from offensief.lib.rules import missing, require, too_long


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeasure:
    """A measure that a succession brings."""

    number: str
    pillar: Pillar
    short_title: str
    official_text: str
    wave: Wave = Wave.PHASED
    section: Section | None = None
    plan_lines: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asks: which measures end, in what they go on."""

    kind: SuccessionKind
    decided_on: date
    reason: str
    predecessors: tuple[Measure, ...] = ()
    successors: tuple[Measure, ...] = ()
    new: tuple[NewMeasure, ...] = ()


@recorded
def succeed(*, wish: Wish, by: User) -> Succession:
    """Carry out a decision about measures. Raises NotAllowed or ValidationError by field."""
    require(permissions.may_keep_plan(by), "Alleen het secretariaat legt opvolging vast.")
    return carry_out(wish, by=by, known_at=None)


def carry_out(wish: Wish, *, by: User | None, known_at: datetime | None) -> Succession:
    """Check and write, inside the transaction of the caller (a page, or a plan being loaded)."""
    check(wish)
    plan = Plan.objects.latest("offered_on")
    fresh = [_make_measure(plan, new) for new in wish.new]
    record_all(
        all_made(fresh, "maatregel toegevoegd", reason=wish.reason, known_at=known_at), by=by
    )
    succession = Succession.objects.create(
        kind=wish.kind, decided_on=wish.decided_on, reason=wish.reason.strip(), made_by=by
    )
    SuccessionLink.objects.bulk_create(_links(succession, wish, [*wish.successors, *fresh]))
    record(made(succession, "opvolging vastgelegd", known_at=known_at), by=by)
    _decide(wish, by=by, known_at=known_at)
    _inherit(wish, fresh, by=by, known_at=known_at)
    if by is not None:
        news = notices.of_succession(succession, [*wish.predecessors, *wish.successors])
        notices.tell_followers(deed=notices.succession_deed(succession), news=news, by=by)
    return succession


def _links(
    succession: Succession, wish: Wish, onward: Sequence[Measure]
) -> Iterable[SuccessionLink]:
    for start in wish.predecessors or (None,):
        for end in onward or (None,):
            yield SuccessionLink(succession=succession, predecessor=start, successor=end)


def _make_measure(plan: Plan, new: NewMeasure) -> Measure:
    words = {name: getattr(new, name) for name in WORDING}
    measure = Measure.objects.create(number=new.number, plan=plan, **words)
    Wording.objects.create(measure=measure, plan=plan, **words)
    return measure


def _decide(wish: Wish, *, by: User | None, known_at: datetime | None) -> None:
    """Predecessors end; a resumed measure is active again."""
    if wish.kind not in DECISION_AFTER:
        return
    touched = wish.successors if wish.kind == SuccessionKind.RESUME else wish.predecessors
    for measure in Measure.objects.filter(pk__in=[m.pk for m in touched]).order_by("number"):
        was = facts(measure)
        measure.decision = DECISION_AFTER[wish.kind]
        measure.version += 1
        measure.save(update_fields=["decision", "version"])
        deed = changed(
            measure,
            was,
            f"maatregel {SuccessionKind(wish.kind).label.lower()}",
            reason=wish.reason,
            known_at=known_at,
        )
        record(deed, by=by)


def _inherit(
    wish: Wish, fresh: Sequence[Measure], *, by: User | None, known_at: datetime | None
) -> None:
    """New measures keep the partners of what they come from; nobody loses sight of the work."""
    before = Involvement.objects.filter(measure__in=wish.predecessors, valid_to=None)
    leads = {part.partner_id for part in before if part.role == InvolvementRole.LEAD}
    roles: dict[int, str] = {}
    for part in before:
        # Two different leads do not make one: who leads is then to be decided.
        lowered = part.role == InvolvementRole.LEAD and len(leads) > 1
        role = InvolvementRole.EXECUTOR if lowered else part.role
        strongest = min(role, roles.get(part.partner_id, role), key=InvolvementRole.values.index)
        roles[part.partner_id] = strongest
    parts = [
        Involvement(measure=m, partner_id=pk, role=role, valid_from=wish.decided_on)
        for m in fresh
        for pk, role in roles.items()
    ]
    Involvement.objects.bulk_create(parts)
    record_all(all_made(parts, "rol overgenomen", known_at=known_at), by=by)


def check(wish: Wish) -> None:
    """All rules, every broken one at once (ValidationError by field)."""
    errors = missing({"reason": wish.reason}, {"reason": "Schrijf waarom dit is besloten."})
    errors |= too_long({"reason": wish.reason})
    if wrong := wrong_past(wish.decided_on, earliest=_first_plan_day()):
        errors["decided_on"] = wrong
    if wrong := _wrong_shape(wish) or _wrong_measures(wish):
        errors["kind"] = wrong
    if wrong := _wrong_new(wish.new):
        errors["new"] = wrong
    if errors:
        raise ValidationError(errors)


def _first_plan_day() -> date:
    return Plan.objects.earliest("offered_on").offered_on


# Per kind: how many predecessors and how many successors (existing and new together).
_ANY = 1000
_SHAPES: dict[SuccessionKind, tuple[range, range, str]] = {
    SuccessionKind.ADD: (
        range(1),
        range(1, _ANY),
        "Toevoegen: vul ten minste één nieuwe maatregel in en kies geen bestaande die eindigt.",
    ),
    SuccessionKind.SPLIT: (
        range(1, 2),
        range(2, _ANY),
        "Splitsen: kies één maatregel die eindigt en ten minste twee waarin hij verdergaat.",
    ),
    SuccessionKind.MERGE: (
        range(1, _ANY),
        range(1, 2),
        "Samenvoegen: kies de maatregelen die eindigen en één waarin ze verdergaan.",
    ),
    SuccessionKind.REPLACE: (
        range(1, 2),
        range(1, 2),
        "Vervangen: kies één maatregel die eindigt en één die hem vervangt.",
    ),
    SuccessionKind.STOP: (
        range(1, _ANY),
        range(1),
        "Stoppen: kies ten minste één maatregel die eindigt, en geen opvolger.",
    ),
    SuccessionKind.RESUME: (
        range(1),
        range(1, 2),
        "Hervatten: kies één gestopte maatregel bij 'gaat verder als', verder niets.",
    ),
}


def _wrong_shape(wish: Wish) -> str:
    starts, ends, sentence = _SHAPES[wish.kind]
    onward = len(wish.successors) + len(wish.new)
    wrong = len(wish.predecessors) not in starts or onward not in ends
    if wish.kind == SuccessionKind.MERGE:
        # Two measures at least come together, of which one may go on itself.
        wrong = wrong or len(wish.predecessors) + len(wish.successors) < 2
    if wish.kind == SuccessionKind.ADD:
        wrong = wrong or bool(wish.successors)
    if wish.kind == SuccessionKind.RESUME:
        wrong = wrong or bool(wish.new)
    return sentence if wrong else ""


def _wrong_measures(wish: Wish) -> str:
    """Both ends have to be active (a resumed one stopped), and no measure goes on in itself."""
    starts, ends = {m.pk for m in wish.predecessors}, {m.pk for m in wish.successors}
    twice = [m.number for m in wish.predecessors if m.pk in ends]
    if twice:
        return (
            f"Maatregel {enumerate_nl(twice)} staat aan beide kanten. Een maatregel kan niet in "
            "zichzelf opgaan; haal hem aan één kant weg."
        )
    if circle := _circle(wish):
        return circle
    wanted = Decision.LAPSED if wish.kind == SuccessionKind.RESUME else Decision.ACTIVE
    found = Measure.objects.filter(pk__in=starts | ends).exclude(decision=wanted)
    wrong = [f"{m.number} ({m.get_decision_display().lower()})" for m in found.order_by("number")]
    if not wrong:
        return ""
    choose = "een gestopte maatregel" if wanted == Decision.LAPSED else "actieve maatregelen"
    return f"Dit kan niet met maatregel {enumerate_nl(wrong)}. Kies {choose}."


def _circle(wish: Wish) -> str:
    """A successor that itself went on in a predecessor would close a circle."""
    onward = _all_links()
    for start in wish.successors:
        reached = reachable(start.pk, onward)
        for end in wish.predecessors:
            if end.pk in reached:
                return (
                    f"Maatregel {start.number} is eerder opgegaan in {end.number}. Zo ontstaat "
                    "een kring. Kies een andere opvolger."
                )
    return ""


def _all_links() -> dict[int, set[int]]:
    onward: dict[int, set[int]] = {}
    links = SuccessionLink.objects.filter(predecessor__isnull=False, successor__isnull=False)
    for start, end in links.values_list("predecessor_id", "successor_id"):
        onward.setdefault(start, set()).add(end)
    return onward


def reachable(start: int, onward: dict[int, set[int]]) -> set[int]:
    """Every measure that comes, directly or not, from this one."""
    found: set[int] = set()
    edge = {start}
    while edge := {end for pk in edge for end in onward.get(pk, ())} - found:
        found |= edge
    return found


def _wrong_new(new: Sequence[NewMeasure]) -> str:
    numbers = [measure.number for measure in new]
    for measure in new:
        if wrong := _wrong_number(measure):
            return wrong
        if not measure.short_title.strip() or not measure.official_text.strip():
            return f"Vul bij maatregel {measure.number} een titel en een tekst in."
    if len(set(numbers)) < len(numbers):
        return "Twee nieuwe maatregelen hebben hetzelfde nummer. Geef elk een eigen nummer."
    return ""


def _wrong_number(new: NewMeasure) -> str:
    if not re.fullmatch(rf"{new.pillar.number}\.([0-9]{{2}}|[1-9][0-9]{{2,3}})", new.number):
        return (
            f"Nummer '{new.number}' past niet. Gebruik het nummer van de pijler, een punt en twee "
            f"of meer cijfers, bijvoorbeeld {next_number(new.pillar.number)}."
        )
    if Measure.objects.filter(number=new.number).exists():
        return (
            f"Nummer {new.number} is al gebruikt. Een nummer wordt nooit opnieuw gebruikt; kies "
            f"bijvoorbeeld {next_number(new.pillar.number)}."
        )
    return ""


def next_number(pillar: int) -> str:
    """The first number of a pillar that was never used: after 3.08 comes 3.09."""
    taken = Measure.objects.filter(number__startswith=f"{pillar}.").values_list("number", flat=True)
    last = max((int(number.split(".")[1]) for number in taken), default=0)
    return f"{pillar}.{last + 1:02d}"
