"""What the pages about the registers show, as finished answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from measures.models import AgendaPoint, Attachment, Measure, RegisterEntry
from measures.permissions import (
    may_keep_plan,
    may_see_whole_plan,
    visible_entries,
    visible_measures,
)
from measures.registers import CLOSED, SPECS, EntryKind, EntryState, Register, Spec
from measures.selectors.history import Event, entry_history
from offensief.accounts.models import Person
from offensief.lib import kamerstuk
from offensief.lib.dutch import date_long


@dataclass(frozen=True, slots=True)
class RegisterSummary:
    """A register with its numbers."""

    title: str
    intro: str
    url: str
    open: int
    closed: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Link:
    """Something with a page of its own."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry in a list."""

    code: str
    title: str
    url: str
    kind: str
    state: str
    owner: str
    due_on: date | None
    is_overdue: bool
    measures: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of an entry in words; `url` leads out of the portal when `is_external`."""

    label: str
    text: str
    url: str = ""
    is_external: bool = False


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything on the page of one entry."""

    entry: RegisterEntry
    register: Register
    spec: Spec
    state: EntryState
    outcome_label: str
    is_overdue: bool
    facts: tuple[Fact, ...]
    measures: tuple[Measure, ...]
    attachments: tuple[Attachment, ...]
    agenda: tuple[AgendaPoint, ...]
    bottlenecks: tuple[EntryRow, ...]
    sees_all_bottlenecks: bool
    history: tuple[Event, ...]
    may_keep: bool

    @property
    def is_meeting(self) -> bool:
        """Only a meeting has an agenda and bottlenecks."""
        return self.register == Register.MEETING


def overview(person: Person, *, today: date) -> tuple[RegisterSummary, ...]:
    """Every register with what this person may see of it, in two queries."""
    visible = visible_entries(person)
    counted = {
        row["register"]: row
        for row in visible.order_by()
        .values("register")
        .annotate(n=Count("pk"), closed=Count("pk", filter=Q(state__in=sorted(CLOSED))))
    }
    late = dict(
        visible.overdue(on=today).order_by().values_list("register").annotate(n=Count("pk"))
    )
    return tuple(
        RegisterSummary(
            title=register.label,
            intro=spec.intro,
            url=register_url(register),
            open=counted.get(register, {"n": 0, "closed": 0})["n"]
            - counted.get(register, {"n": 0, "closed": 0})["closed"],
            closed=counted.get(register, {"closed": 0})["closed"],
            overdue=late.get(register, 0),
        )
        for register, spec in SPECS.items()
    )


def register_url(register: Register) -> str:
    """The page with the list of a register."""
    return reverse("register", kwargs={"register": register.slug})


def with_links(entries: QuerySet[RegisterEntry], person: Person) -> QuerySet[RegisterEntry]:
    """The entries with owner and the measures this person may know, in two queries."""
    known = Measure.objects.filter(pk__in=visible_measures(person).values("pk"))
    return entries.select_related("owner").prefetch_related(
        Prefetch("measures", queryset=known, to_attr="known_measures")
    )


def rows(entries: Iterable[RegisterEntry], *, today: date) -> tuple[EntryRow, ...]:
    """List rows; the entries come from `with_links`."""
    return tuple(_row(entry, today) for entry in entries)


def _row(entry: RegisterEntry, today: date) -> EntryRow:
    known: list[Measure] = entry.known_measures  # type: ignore[attr-defined]
    return EntryRow(
        code=entry.code,
        title=entry.title,
        url=entry.get_absolute_url(),
        kind=EntryKind(entry.kind).label if entry.kind else "",
        state=EntryState(entry.state).label,
        owner=entry.owner.short_name if entry.owner else "",
        due_on=entry.due_on,
        is_overdue=entry.is_overdue(on=today),
        measures=tuple(Link(measure.number, measure.get_absolute_url()) for measure in known),
    )


def entry_page(entry: RegisterEntry, person: Person, *, today: date) -> EntryPage:
    """The page of one entry for this person."""
    register = Register(entry.register)
    spec = SPECS[register]
    may_keep = may_keep_plan(person)
    files = entry.attachments.select_related("added_by")
    meets = register == Register.MEETING
    brought = with_links(visible_entries(person).filter(meeting=entry), person)
    return EntryPage(
        entry=entry,
        register=register,
        spec=spec,
        state=EntryState(entry.state),
        outcome_label=spec.fields.get("outcome", ""),
        is_overdue=entry.is_overdue(on=today),
        facts=tuple(_facts(entry, spec, person)),
        measures=tuple(visible_measures(person).filter(entries=entry).select_related("pillar")),
        attachments=tuple(files if may_keep else files.filter(withdrawn_at=None)),
        agenda=tuple(_agenda(entry, person)) if meets else (),
        bottlenecks=rows(brought, today=today) if meets else (),
        sees_all_bottlenecks=may_see_whole_plan(person),
        history=entry_history(entry, person),
        may_keep=may_keep,
    )


def _agenda(meeting: RegisterEntry, person: Person) -> Iterable[AgendaPoint]:
    """Points in their order; a bottleneck this person may not know is left out of its point."""
    points = list(meeting.agenda.filter(is_dropped=False).select_related("bottleneck"))
    named = [point.bottleneck_id for point in points if point.bottleneck_id]
    known = set(visible_entries(person).filter(pk__in=named).values_list("pk", flat=True))
    for point in points:
        if point.bottleneck_id not in known:
            point.bottleneck = None
    return points


def _facts(entry: RegisterEntry, spec: Spec, person: Person) -> Iterable[Fact]:
    """What is filled in, in the order of the register; longer texts stand apart on the page."""
    if entry.rank:
        yield Fact("Plaats in de volgorde", str(entry.rank))
    for name, label in spec.fields.items():
        fact = None if name == "outcome" else _fact(entry, name, label, person)
        if fact:
            yield fact
    if entry.settled_on:
        yield Fact("Afgedaan op", date_long(entry.settled_on))
    if entry.plan_state:
        yield Fact("Stand volgens het plan", entry.plan_state)
    if entry.plan_lines:
        yield Fact("Vindplaats in het plan", f"Actieplan, regel {entry.plan_lines}")


def _fact(entry: RegisterEntry, name: str, label: str, person: Person) -> Fact | None:
    value = getattr(entry, name)
    if not value:
        return None
    if name == "kind":
        return Fact(label, EntryKind(value).label)
    if name == "due_on":
        return Fact(label, date_long(value))
    if name == "reference":
        return Fact(label, f"Kamerstuk {value}", kamerstuk.parse(value).url, is_external=True)
    if name == "link":
        return Fact(label, value, value, is_external=True)
    if name == "meeting":
        known = visible_entries(person).filter(pk=value.pk).exists()
        return Fact(label, str(value), value.get_absolute_url()) if known else None
    return Fact(label, value.name if name in {"owner", "raised_by"} else str(value))
