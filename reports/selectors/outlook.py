"""The end of a year from its weeks: both methods, their mixture, and when there is no chance."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from incidents.statistics.verdicts import chance_percent, likelihood
from offensief.charts.path import Forecast
from offensief.lib.dutch import date_long, number

_METHODS = (
    ("Verloop als vorig jaar (A)", "share"),
    ("Niveau van de laatste 13 weken (C)", "level"),
    ("Mengsel van beide", "mixture"),
)
# The weeks of ISO 8601: 2025 began with 30 December 2024, and 2026 has 53.
_WEEKS = (
    "Een week loopt van maandag tot en met zondag. De som van de weken kan daarom iets anders zijn "
    "dan het aantal van het kalenderjaar: week 1 begint soms in december."
)


def outlook_sentences(found: Mapping[str, Any] | None, year: int, day: date) -> tuple[str, ...]:
    """What both methods and their mixture say of the weeks known on `day`; nothing without."""
    if found is None:
        return ()
    told = [
        f"{name}: {number(found[key]['median'])} (95%-marge {number(found[key]['low_95'])} tot "
        f"{number(found[key]['high_95'])})."
        for name, key in _METHODS
    ]
    chance = found["mixture"]["chance"]
    if chance is not None:
        told.append(
            f"Dat {year} op hoogstens {number(found['maximum'])} uitkomt, is "
            f"{likelihood(chance)} ({chance_percent(chance)})."
        )
    begin = (
        f"Na {found['week']} weken van {year} zijn er {number(found['count'])} geteld, "
        f"zoals bekend op {date_long(day)}."
    )
    return (begin, *told, *found["remarks"], _WEEKS)


def outlook_band(found: Mapping[str, Any] | None) -> Forecast | None:
    """The mixture as a band at the end of the path; one method alone is too sure to be drawn."""
    if found is None:
        return None
    mixture = found["mixture"]
    return Forecast(
        middle=mixture["median"],
        low_80=mixture["low_80"],
        high_80=mixture["high_80"],
        low_95=mixture["low_95"],
        high_95=mixture["high_95"],
    )
