"""The agenda of a meeting: points that are added, moved, given an outcome, and dropped.

Each change makes a new version of the meeting, so two people never write over each other.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Max

from measures import permissions
from measures.models import AgendaPoint, RegisterEntry
from measures.registers import Register
from measures.services.entries import ONLY_SECRETARIAT
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, record_all, recorded
from offensief.audit.traced import changed, facts, made
from offensief.lib.rules import missing, require, same_version, too_long

_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PointWish:
    """What a person wants a point to be."""

    title: str
    outcome: str = ""
    bottleneck: RegisterEntry | None = None


@recorded
def add_point(*, meeting: RegisterEntry, version: int, wish: PointWish, by: User) -> AgendaPoint:
    """Put a point last on the agenda. Raises NotAllowed, EditConflict or ValidationError."""
    meeting = _fresh(meeting, version, by)
    check_point(wish)
    last = meeting.agenda.filter(is_dropped=False).aggregate(last=Max("position"))["last"] or 0
    point = AgendaPoint(meeting=meeting, position=last + 1)
    _fill(point, wish)
    point.save()
    record(made(point, "agendapunt toegevoegd"), by=by)
    _next_version(meeting, by=by)
    return point


@recorded
def change_point(*, point: AgendaPoint, version: int, wish: PointWish, by: User) -> AgendaPoint:
    """Change the words, the outcome or the bottleneck; `version` is that of the meeting."""
    point = _fresh_point(point, version, by)
    check_point(wish)
    was = facts(point)
    _fill(point, wish)
    if facts(point) == was:
        return point
    point.save()
    record(changed(point, was, "agendapunt gewijzigd"), by=by)
    _next_version(point.meeting, by=by)
    return point


@recorded
def move_point(*, point: AgendaPoint, version: int, up: bool, by: User) -> AgendaPoint:
    """Change places with the point before (up) or after it. At the end nothing happens."""
    point = _fresh_point(point, version, by)
    live = list(point.meeting.agenda.filter(is_dropped=False))
    place = next(n for n, other in enumerate(live) if other.pk == point.pk)
    swap = place - 1 if up else place + 1
    if swap not in range(len(live)):
        return point
    live[place], live[swap] = live[swap], live[place]
    record_all(_number(live, "agendapunt verplaatst"), by=by)
    _next_version(point.meeting, by=by)
    return point


@recorded
def drop_point(*, point: AgendaPoint, version: int, by: User) -> AgendaPoint:
    """A point is not dealt with. It stays as history; those after it move up."""
    point = _fresh_point(point, version, by)
    was = facts(point)
    point.is_dropped = True
    point.save(update_fields=["is_dropped"])
    record(changed(point, was, "agendapunt vervallen"), by=by)
    rest = list(point.meeting.agenda.filter(is_dropped=False))
    record_all(_number(rest, "agendapunt opgeschoven"), by=by)
    _next_version(point.meeting, by=by)
    return point


def check_point(wish: PointWish) -> None:
    """All rules on a point at once (ValidationError by field)."""
    errors = missing({"title": wish.title}, {"title": "Vul in waar het punt over gaat."})
    errors |= too_long({"outcome": wish.outcome})
    if len(wish.title) > _LONGEST_TITLE:
        errors["title"] = f"Dit heeft {len(wish.title)} tekens. Maak er hoogstens 300 van."
    if wish.bottleneck is not None and wish.bottleneck.register != Register.BOTTLENECK:
        errors["bottleneck"] = "Kies een knelpunt uit het register van knelpunten."
    if errors:
        raise ValidationError(errors)


def _fresh(meeting: RegisterEntry, version: int, by: User) -> RegisterEntry:
    require(permissions.may_keep_plan(by), ONLY_SECRETARIAT)
    found = RegisterEntry.objects.get(pk=meeting.pk)
    if found.register != Register.MEETING:
        raise ValidationError("Alleen een bijeenkomst heeft een agenda.")
    same_version(version, found.version, what=f"de agenda van {found.code}")
    return found


def _fresh_point(point: AgendaPoint, version: int, by: User) -> AgendaPoint:
    meeting = _fresh(point.meeting, version, by)
    found = AgendaPoint.objects.select_related("bottleneck").get(pk=point.pk)
    found.meeting = meeting
    if found.is_dropped:
        raise ValidationError("Dit agendapunt is vervallen en wijzigt niet meer.")
    return found


def _fill(point: AgendaPoint, wish: PointWish) -> None:
    point.title, point.outcome = wish.title.strip(), wish.outcome.strip()
    point.bottleneck = wish.bottleneck


def _number(points: list[AgendaPoint], action: str) -> list[Deed]:
    """Give the points places 1, 2, 3 … and tell what differs."""
    before = {point.pk: facts(point) for point in points}
    # Two points never share a place, not even between two statements: first out of the way.
    free = max((point.position for point in points), default=0)
    moved = [(n, point) for n, point in enumerate(points, start=1) if point.position != n]
    for base in (free, 0):
        for n, point in moved:
            point.position = base + n
            point.save(update_fields=["position"])
    return [changed(point, before[point.pk], action) for _, point in moved]


def _next_version(meeting: RegisterEntry, *, by: User) -> None:
    was = facts(meeting)
    meeting.version += 1
    meeting.save(update_fields=["version"])
    record(changed(meeting, was, "agenda gewijzigd"), by=by)
