"""When people hear of a round: days in, moments out. No rows, no clock.

Source: product.md 2, rule 9. Everything goes at nine on a working day, but the opening, whose
moment the secretariat chooses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from measures.rounds.states import Threshold
from offensief.lib.dutch import AMSTERDAM
from offensief.lib.workdays import add_workdays, at_nine, is_workday, next_workday

_WEEK = timedelta(days=7)
_WEEKLY = (Threshold.WEEK_1, Threshold.WEEK_2, Threshold.WEEK_3)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a threshold is reached."""

    threshold: Threshold
    at: datetime


def announced_at(announces_on: date) -> datetime:
    """Nine o'clock of the day, or of the first working day after it.

    Whoever announces on Saturday 19 June 2027 is heard on Monday 21 June 2027.
    """
    return at_nine(next_workday(announces_on))


def reminders(last_day: date, closes_on: date) -> tuple[Moment, ...]:
    """When somebody who has not handed in is reminded, none of it after the round has closed.

    With Friday 23 July 2027 as the last day, in a round that closes on Friday 6 August: on Tuesday
    20 July (three working days before), Monday 26 July (the first one after) and Monday 2 August (a
    week later). A week after that the round has closed.

    Around Easter 2027, with Tuesday 30 March as the last day and a closing far away: on Tuesday
    23 March, Wednesday 31 March, and Wednesday 7, 14 and 21 April.
    """
    after = add_workdays(last_day, 1)
    days = {Threshold.BEFORE: add_workdays(last_day, -3), Threshold.AFTER: after}
    # Counted from one day, or a holiday would move every week after it too.
    for number, threshold in enumerate(_WEEKLY, start=1):
        days[threshold] = next_workday(after + number * _WEEK)
    return tuple(Moment(name, at_nine(day)) for name, day in days.items() if day <= closes_on)


def due(moments: Iterable[Moment], *, since: datetime, now: datetime) -> Moment | None:
    """The reminder that should have gone by now; of several, after an outage, only the last one.

    `since` is the moment from which this last day held: what lies before it was never due. With
    moments on 20 and 26 July, nothing is due on 19 July, the first on 25 July and the second on
    27 July; for who got the last day on 21 July nothing is due before the 26th.
    """
    reached = [moment for moment in moments if since < moment.at <= now]
    return max(reached, key=lambda moment: moment.at, default=None)


def may_go(now: datetime) -> bool:
    """What is late waits too for nine o'clock on a working day.

    On Tuesday 20 July 2027 it goes from nine on, on Saturday 24 July not at all.
    """
    day = now.astimezone(AMSTERDAM).date()
    return is_workday(day) and now >= at_nine(day)
