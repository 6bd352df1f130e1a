"""Arithmetic on milestones: how late against the first date, and how much is done. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Planned:
    """A milestone as far as sums go. `is_open` is False when it is done or dropped."""

    title: str
    first_on: date
    current_on: date
    done_on: date | None
    is_open: bool


def days_late(milestone: Planned, *, today: date) -> int:
    """Days later than the first planned date, 0 when not late; only open milestones are late.

    First planned on 1 March and now on 12 April is 42 days late, also when that is in the future:
    against the last replanning everything would always be on time.
    """
    if not milestone.is_open:
        return 0
    return max(0, (max(milestone.current_on, today) - milestone.first_on).days)


def latest(milestones: Sequence[Planned], *, today: date) -> Planned | None:
    """The milestone that is most days late, or None when none is."""
    late = [m for m in milestones if days_late(m, today=today) > 0]
    return max(late, key=lambda m: days_late(m, today=today), default=None)


@dataclass(frozen=True, slots=True)
class Completion:
    """How many milestones are done, of those that count (dropped ones do not)."""

    done: int
    total: int


def completion(milestones: Sequence[Planned]) -> Completion:
    """Counted, never typed: 2 done, 1 open and 1 dropped is 2 of 3."""
    done = sum(m.done_on is not None for m in milestones)
    return Completion(done, done + sum(m.is_open for m in milestones))
