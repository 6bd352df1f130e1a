"""An edition to hold letters to: the figures of the action plan, and a small plan."""

from typing import Any

from reports.canonical import Document
from reports.content.computed import computed
from tests.unit.edition_documents import ATTACK, COURSES, INCIDENT, PHASES

_OBJECTS = {
    "total": "Totaal", "home": "Woning", "business": "Bedrijf", "vehicle": "Voertuig",
    "infrastructure": "Infra", "other": "Overig",
}  # fmt: skip
_UNITS = {
    "Rotterdam": (271, 296), "Amsterdam": (207, 268), "Noord-Holland": (110, 172),
    "Den Haag": (93, 150), "Midden-Nederland": (96, 141),
}  # fmt: skip


def letter_document() -> Document:
    """Edition 2026-1: what the plan says of 2022 up to 2024, and 1.525* of 2025."""
    counts: list[dict[str, Any]] = []

    def add(value: int, year: int, **more: Any) -> dict[str, Any]:
        counts.append(_count(f"C{len(counts) + 1}", value, year, **more))
        return counts[-1]

    base = add(1543, 2024)
    current = add(1525, 2025, provisional=True, known="9 januari 2026")
    years = [
        add(343, 2022, definition="I"),
        add(1057, 2023, definition="I"),
        add(901, 2023),
        base,
        current,
    ]
    objects = [
        add(599, 2023, kind="home"), add(195, 2023, kind="business"), add(85, 2023, kind="vehicle"),
        add(1119, 2024, kind="home"), add(230, 2024, kind="business"),
        add(154, 2024, kind="vehicle"), add(39, 2024, kind="other"),
        add(1, 2024, kind="infrastructure"),
    ]  # fmt: skip
    units = [
        {
            "earlier": add(before, 2023, area=name),
            "current": add(after, 2024, area=name),
            "ratio": _ratio(after, before),
            "marks": [],
        }
        for name, (before, after) in _UNITS.items()
    ]
    parts = [
        add(1179, 2025, end="2025-11-01", known="9 december 2025"),
        add(1161, 2024, end="2024-11-01", known="9 december 2025"),
    ]
    figures = {
        "target": _target(base, current),
        "same_period": {
            "text": "",
            "codes": [part["code"] for part in parts],
            "ratio": _ratio(1179, 1161),
        },
        "years": years,
        "objects": objects,
        "units": units,
        "split": {
            "before": {"total": years[2], "parts": objects[:3]},
            "after": {"total": base, "parts": objects[3:]},
        },
    }
    return {
        **_frame(),
        "figures": figures,
        "provenance": counts,
        "computed": computed(figures, counts),
    }


def _count(
    code: str,
    value: int,
    year: int,
    *,
    definition: str = "A",
    kind: str = "total",
    area: str = "Nederland",
    end: str = "",
    provisional: bool = False,
    known: str = "mei 2025",
) -> dict[str, Any]:
    return {
        "code": code,
        "value": value,
        "year": year,
        "printed": str(value),
        "what": f"{_OBJECTS[kind]}, aanslagen en pogingen, {area}",
        "period_start": f"{year}-01-01",
        "period_end": end or f"{year + 1}-01-01",
        "definition": definition,
        "definition_name": ATTACK if definition == "A" else INCIDENT,
        "area": area,
        "area_code": "NL" if area == "Nederland" else f"PE-{area.upper()}",
        "object": kind,
        "object_label": _OBJECTS[kind],
        "outcome": "total",
        "provisional": provisional,
        "known": known,
        "release": known,
        "release_title": f"Levering van {known}",
        "source": "Politie (LFCT)",
        "status": "voorlopig" if provisional else "definitief",
    }


def _ratio(now: int, before: int) -> dict[str, str]:
    found = now / before
    return {"ratio": f"{found:.6f}", "low": f"{found * 0.931:.6f}", "high": f"{found * 1.074:.6f}"}


def _target(base: dict[str, Any], current: dict[str, Any]) -> dict[str, Any]:
    return {
        "year": 2025,
        "reduction_percent": 10,
        "maximum": 1388,
        "baseline": base,
        "current": current,
        "ratio": {"ratio": "0.988334", "low": "0.920201", "high": "1.061504"},
    }


def _frame() -> Document:
    """31 measures in two pillars: 8 being prepared, 20 underway, 3 delivered."""
    phases = ["preparing"] * 8 + ["underway"] * 20 + ["delivered"] * 3
    measures = [_measure(n, phase) for n, phase in enumerate(phases)]
    return {
        "schema": "voortgangsrapportage/3",
        "edition": {"number": "2026-1"},
        "period": {"start": "2025-07-01", "end": "2025-12-31"},
        "standing_on": "2026-01-11",
        "figures_as_of": "2026-01-09",
        "plan": {
            "offered_on": "2025-04-15",
            "phases": [{"value": v, "label": label} for v, label in PHASES.items()],
            "courses": [{"value": v, "label": label} for v, label in COURSES.items()],
            "pillars": [
                {"number": 1, "title": "Preventie", "measures": measures[:14]},
                {"number": 2, "title": "Opsporing en vervolging", "measures": measures[14:]},
            ],
        },
        "registers": {
            "commitment": [
                {
                    "code": "M3",
                    "title": "Motie over een landelijk verbod op zwaar vuurwerk",
                    "due_on": "2026-03-01",
                    "settled_on": None,
                }
            ]
        },
        "round": {"asked": 24, "handed_in": 21, "late": 2},
        "summary": {
            "measures": 31,
            "done": 3,
            "phases": [sum(m["phase"] == p for m in measures) for p in PHASES],
            "courses": [0, 25, 4, 2, 0],
            "attention": [{}] * 6,
            "in_order_percent": 84,
        },
    }


def _measure(index: int, phase: str) -> dict[str, Any]:
    step = {
        "title": "Handreiking deurbelcamera vastgesteld",
        "current_on": "2026-03-15",
        "done_on": None,
        "state": "open",
    }
    return {
        "number": f"{1 + index // 14}.{index % 14 + 1:02}",
        "title": f"Maatregel {index + 1}",
        "phase": phase,
        "milestones": [step] if index == 0 else [],
        "updates": [],
    }
