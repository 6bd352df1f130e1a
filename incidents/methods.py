"""Every method whose outcome is kept: what goes in and what comes out, as plain data.

An outcome can be computed again from its input alone (`manage.py verify_estimates`). A method that
answers differently than before gets a higher version, so that the old outcomes stay what they were.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from incidents.statistics.control import cusum, xmr
from incidents.statistics.forecast import forecast, share_forecast
from incidents.statistics.funnel import Unit, funnel
from incidents.statistics.nowcast import chain_ladder, nowcast

type Data = dict[str, Any]


def _share(inputs: Data) -> Data:
    found = share_forecast(inputs["count"], inputs["base_count"], inputs["base_total"])
    return asdict(found)


def _weeks(inputs: Data) -> Data:
    found = forecast(inputs["weeks"], inputs["base_weeks"], inputs["maximum"])
    return {**asdict(found), "remarks": list(found.remarks)}


def _control(inputs: Data) -> Data:
    found = xmr(inputs["counts"])
    return asdict(found)


def _shift(inputs: Data) -> Data:
    level = inputs["level"]
    found = cusum(inputs["counts"], level, level * (100 + inputs["percent"]) / 100)
    return asdict(found)


def _units(inputs: Data) -> Data:
    units = [Unit(name, base, count) for name, base, count in inputs["units"]]
    found = funnel(units)
    limits = {
        point.key: [
            found.limits(point.error, confidence=confidence) for confidence in (0.95, 0.998)
        ]
        for point in found.points
    }
    return {**asdict(found), "limits": limits}


def _delay(inputs: Data) -> Data:
    """Without enough months to learn from there is no estimate: that is an outcome too."""
    try:
        months = [asdict(month) for month in nowcast(inputs["triangle"])]
        together = chain_ladder(inputs["triangle"])
    except ValueError:
        return {"months": [], "to_come": None, "error": None}
    return {"months": months, "to_come": together.total, "error": together.total_error}


# Name -> version and function. The input is what the docstring of the function asks for.
METHODS: Mapping[str, tuple[int, Callable[[Data], Data]]] = {
    "share_forecast": (1, _share),
    "week_forecast": (1, _weeks),
    "control": (1, _control),
    "shift": (1, _shift),
    "funnel": (1, _units),
    "nowcast": (1, _delay),
}


def compute(method: str, inputs: Data) -> Data:
    """The outcome of a method, as it comes back from a file or a database."""
    _, function = METHODS[method]
    found: Data = json.loads(json.dumps(function(inputs)))
    return found


def fingerprint(inputs: Data) -> str:
    """The same input has the same hash, whatever the order of its parts."""
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()
