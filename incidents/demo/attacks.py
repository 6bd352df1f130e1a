"""Attacks that never happened, drawn by lot: the same ones on every machine, day by day.

Which town has many is drawn as well, so that nobody can take it for the pattern of the world.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SEED = 20250415
CODE = "DEMO"
MARK = "DEMO: "
FIRST_DAY = date(2024, 1, 1)
# About 1,500 a year, as in the world.
_PER_DAY = 4.1
_DAYS_TO_REPORT = 10.0
# Days with twice as many: something for the chart of unusual weeks to show.
_BURST_BEGINS, _BURST_LASTS = date(2026, 3, 9), timedelta(days=14)
_UNIT_GREW_FROM = date(2025, 1, 1)
_UNIT_GREW_TIMES = 1.7


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality by its code, with the codes of what it is part of."""

    code: str
    region: str
    unit: str
    province: str


class Attack(NamedTuple):
    """One attack: when, where, and the day on which it came into the register."""

    day: date
    town: Town
    known_on: date


def make_up(towns: Sequence[Town], until: date) -> list[Attack]:
    """Attacks from FIRST_DAY up to, not including, `until`, the oldest first.

    A later `until` only adds to them: with 1 January 2025 and with 1 February 2025 the attacks of
    2024 are the same.
    """
    lot = np.random.default_rng(SEED)
    usual = _weights(lot, len(towns))
    grown = _with_one_grown_unit(usual, towns)
    attacks = []
    for offset in range((until - FIRST_DAY).days):
        day = FIRST_DAY + timedelta(days=offset)
        count = lot.poisson(_level(day))
        chances = usual if day < _UNIT_GREW_FROM else grown
        places = lot.choice(len(towns), size=count, p=chances)
        delays = lot.exponential(_DAYS_TO_REPORT, size=count)
        attacks += [
            Attack(day, towns[place], day + timedelta(days=int(delay)))
            for place, delay in zip(places.tolist(), delays.tolist(), strict=True)
        ]
    return attacks


def _weights(lot: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Shares of the towns: few with many, many with hardly any."""
    shares = 1 / (lot.permutation(count) + 8.0)
    return np.asarray(shares / shares.sum())


def _with_one_grown_unit(shares: NDArray[np.float64], towns: Sequence[Town]) -> NDArray[np.float64]:
    unit = min(town.unit for town in towns)
    times = np.array([_UNIT_GREW_TIMES if town.unit == unit else 1.0 for town in towns])
    grown = shares * times
    return np.asarray(grown / grown.sum())


def _level(day: date) -> float:
    """Attacks to expect on a day: more around New Year than in summer."""
    season = 1 + 0.15 * math.cos(2 * math.pi * day.timetuple().tm_yday / 365)
    burst = 2.0 if timedelta(0) <= day - _BURST_BEGINS < _BURST_LASTS else 1.0
    return _PER_DAY * season * burst
