"""The deadlines of a person, as a calendar (RFC 5545)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from measures.models import Milestone
from measures.permissions import visible_entries, visible_measures
from measures.registers import Register
from measures.statuses import Decision, MilestoneState
from offensief.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something has to be there. `key` stays the same when the day moves."""

    key: str
    on: date
    title: str
    url: str


def deadlines(person: Person) -> list[Deadline]:
    """Open milestones and register entries with a date that this person may see, by date."""
    return sorted([*_milestones(person), *_entries(person)], key=lambda d: (d.on, d.key))


def _milestones(person: Person) -> Iterator[Deadline]:
    visible = visible_measures(person).filter(decision=Decision.ACTIVE).values("pk")
    steps = Milestone.objects.filter(measure__in=visible, state=MilestoneState.OPEN)
    for step in steps.select_related("measure"):
        yield Deadline(
            f"mijlpaal-{step.pk}",
            step.current_on,
            f"{step.measure.number}: {step.title}",
            step.measure.get_absolute_url(),
        )


def _entries(person: Person) -> Iterator[Deadline]:
    for entry in visible_entries(person).still_open():
        if entry.due_on is not None:
            yield Deadline(
                f"{Register(entry.register).slug}-{entry.number}",
                entry.due_on,
                f"{entry.code} {entry.title}",
                entry.get_absolute_url(),
            )


def calendar(found: list[Deadline], *, made_at: datetime, portal_url: str) -> bytes:
    """The deadlines as an .ics file; each is a whole day."""
    feed = Calendar()
    feed.add("prodid", "-//Offensief tegen Explosies//Portaal//NL")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "Termijnen van het Offensief")
    host = portal_url.split("://")[-1]
    for deadline in found:
        event = Event()
        event.add("uid", f"{deadline.key}@{host}")
        event.add("dtstamp", made_at)
        event.add("dtstart", deadline.on)
        event.add("dtend", deadline.on + timedelta(days=1))
        event.add("summary", deadline.title)
        event.add("url", f"{portal_url}{deadline.url}")
        event.add("transp", "TRANSPARENT")
        feed.add_component(event)
    return bytes(feed.to_ical())
