"""The made-up attacks as files of deliveries, as a publisher would send them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from incidents.demo.attacks import MARK, Attack, Town, make_up
from offensief.lib.dutch import date_long

# How many days before today each weekly delivery was known: one a year ago, to hold this year
# against, and the last ones close together, to show how weeks grow.
_DAYS_BACK = (371, 175, 84, 42, 14, 0)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DemoFile:
    """One delivery: what the form says about it, and the file."""

    title: str
    name: str
    document: str
    known_on: date
    provisional: bool
    text: str


def demo_files(towns: Sequence[Town], today: date) -> list[DemoFile]:
    """A history of deliveries up to `today`: six of weeks, and one of whole years."""
    attacks = make_up(towns, today)
    days = [today - timedelta(days=back) for back in _DAYS_BACK]
    weekly = [_weekly(attacks, towns, day, since=today.year - 1) for day in days]
    return [*weekly, _yearly(attacks, towns, today)]


def _weekly(
    attacks: Iterable[Attack], towns: Sequence[Town], known_on: date, *, since: int
) -> DemoFile:
    start = date.fromisocalendar(since, 1, 1)
    weeks = [start + n * _WEEK for n in range((known_on - start) // _WEEK)]
    known = [a for a in attacks if a.known_on <= known_on]
    counts = Counter((area, _monday(attack.day)) for attack in known for area in _wide(attack.town))
    areas = sorted({area for town in towns for area in _wide(town)})
    lines = (f"{area};{_week_name(week)};{counts[area, week]}" for week in weeks for area in areas)
    return DemoFile(
        title=f"{MARK}telling per week, stand {date_long(known_on)}",
        name=f"demo-weken-{known_on}.csv",
        document=f"{MARK}verzonnen register per week",
        known_on=known_on,
        provisional=True,
        text=_file(lines),
    )


def _yearly(attacks: Iterable[Attack], towns: Sequence[Town], today: date) -> DemoFile:
    """Totals of the two years before this one, of every area; they add up."""
    years = (today.year - 2, today.year - 1)
    known_on = min(date(today.year, 3, 1), today)
    counts = Counter(
        (area, attack.day.year)
        for attack in attacks
        if attack.known_on <= known_on
        for area in _all(attack.town)
    )
    areas = sorted({area for town in towns for area in _all(town)})
    lines = (f"{area};{year};{counts[area, year]}" for year in years for area in areas)
    return DemoFile(
        title=f"{MARK}jaarcijfers {years[0]} en {years[1]}",
        name=f"demo-jaren-{known_on}.csv",
        document=f"{MARK}verzonnen jaarcijfers",
        known_on=known_on,
        provisional=False,
        text=_file(lines),
    )


def _wide(town: Town) -> tuple[str, ...]:
    """The areas whose parts everybody may see (docs/decisions/0033)."""
    return "NL", town.unit, town.province


def _all(town: Town) -> tuple[str, ...]:
    return *_wide(town), town.region, town.code


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week_name(monday: date) -> str:
    """As the format of deliveries says it: "2025-W01"."""
    iso = monday.isocalendar()
    return f"{iso.year}-W{iso.week:02}"


def _file(lines: Iterable[str]) -> str:
    return "\n".join(["gebied;periode;aantal", *lines])
