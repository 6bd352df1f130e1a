"""Documents of progress reports, typed by hand: the published figures and invented measures."""

from typing import Any

from measures.gaps import GapKind
from reports.canonical import Document
from reports.content.computed import computed
from tests.unit import edition_parts as parts

PHASES = {
    "not_started": "Nog niet gestart",
    "preparing": "In voorbereiding",
    "underway": "In uitvoering",
    "delivered": "Gerealiseerd",
    "embedded": "Structureel geborgd",
}
COURSES = {
    "not_assessed": "Nog niet beoordeeld",
    "on_track": "Op schema",
    "needs_attention": "Vraagt aandacht",
    "delayed": "Vertraagd",
    "blocked": "Geblokkeerd",
}
PILLARS = ("Preventie", "Opsporing", "Nazorg", "Kennis", "Communicatie", "Overig")
ATTACK, INCIDENT = "(Poging tot) aanslag", "Incident met explosieven"
NOT_GOOD = ("needs_attention", "delayed", "blocked")

# As they stand in every form of these documents.
CHAPTERS = (
    "1 In één bladzijde",
    "2 Sinds de vorige Kamerbrief",
    "3 Cijfers",
    "4 Maatregelen per pijler",
    "5 Aandachtspunten en knelpunten",
    "6 Kennis en onderzoek",
    "7 Volledigheid en zekerheid",
    "Annex A De officiële tekst van de maatregelen",
    "Annex B Herkomst per getal",
    "Annex C Cijfers die elkaar tegenspreken",
    "Annex D Definities en methode",
    "Bijlage 2 Moties en toezeggingen",
)

SCRIPT = "<script>alert('x')</script>"
LONG_WORD = "w" * 500
HOSTILE = (
    f'{SCRIPT} <img src="http://evil.example/x.png"> <link rel="stylesheet" href="file:///etc/x">'
    " {{ settings.SECRET_KEY }} & 'y' \x01\x0b\u202edraai\u202c \u00ad\U0001f525 \u05e9 e\u0301\n"
    f"{LONG_WORD}\n\nTweede alinea."
)
LONG_TEXT = ("Lange toelichting met gewone woorden. " * 270)[:10_000]


def progress_document(*, measures: int = 31, told: int = 8, hostile: bool = False) -> Document:
    """A whole document: 31 measures, of which the first `told` have an update."""
    listed = [_measure(index, told=index < told, hostile=hostile) for index in range(measures)]
    attention = [m for m in listed if m["course"] in NOT_GOOD]
    figures = _figures()
    origins = [_origin(count) for count in _counts(figures)]
    text = HOSTILE if hostile else "Geschreven door een partner."
    return {
        "schema": "voortgangsrapportage/3",
        "template": {"name": "reports/kinds/progress.html", "version": 3},
        "audience": "parliament",
        "edition": {
            "number": "2026-concept-1",
            "title": "Voortgangsrapportage Offensief tegen Explosies",
            "status": "CONCEPT",
            "frozen_at": "2026-01-12T09:30:00+00:00",
            "corrects": None,
            "demo": False,
        },
        "approvals": [],
        "standing_on": "2025-12-31",
        "round": None,
        "registers": parts.registers(text) if measures else parts.no_registers(),
        "lessons": parts.lessons(text) if measures else [],
        "changes": parts.changes("1.01", text) if measures else None,
        "computed": computed(figures, origins),
        "period": {"start": "2025-07-01", "end": "2025-12-31"},
        "figures_as_of": "2026-01-09",
        "figures": figures,
        "contradictions": [_contradiction(hostile=hostile)] if measures else [],
        "plan": {
            "title": "Aanpak aanslagen met explosieven" if measures else "",
            "key": "2025" if measures else "",
            "offered_on": "2025-04-15" if measures else "",
            "sha256": "ab" * 32 if measures else "",
            "phases": [{"value": v, "label": label} for v, label in PHASES.items()],
            "courses": [{"value": v, "label": label} for v, label in COURSES.items()],
            "ended": [{"number": "9.01", "title": "Gestopt", "decision": "Vervallen"}],
            "decisions": [],
            "pillars": [
                {"number": n, "title": title, "measures": listed[n - 1 :: len(PILLARS)]}
                for n, title in enumerate(PILLARS, 1)
            ],
        },
        "summary": {
            "measures": measures,
            "done": sum(m["phase"] == "delivered" for m in listed),
            "phases": [sum(m["phase"] == p for m in listed) for p in PHASES],
            "courses": [sum(m["course"] == c for m in listed) for c in COURSES],
            "attention": [
                {"number": m["number"], "title": m["title"], "course": m["course_label"]}
                for m in attention
            ],
            "certainties": [{"label": "Nog geen opgave", "count": len(listed)}],
            "in_order_percent": 62 if measures else None,
            "gaps": [
                {
                    "sentence": kind.sentence(len(numbers)),
                    "advice": kind.advice,
                    "numbers": numbers,
                    "owners": [{"name": "Secretariaat", "numbers": numbers}],
                }
                for kind, numbers in {
                    GapKind.NO_LEAD: [m["number"] for m in listed if not m["lead"]],
                    GapKind.NO_WORD: [m["number"] for m in listed if not m["updates"]],
                }.items()
                if numbers
            ],
            "sentence": f"Van de {measures} maatregelen zijn er 0 gerealiseerd of geborgd.",
        },
        "provenance": origins,
    }


def round_document(*, missed: int = 3, hostile: bool = False) -> Document:
    """The same of a round, with partners that did not hand in."""
    text = HOSTILE if hostile else "Er was geen capaciteit om te antwoorden."
    known = {
        "number": "2.01",
        "title": LONG_WORD if hostile else "Landelijke regie",
        "phase_label": "In uitvoering",
        "course_label": "Op schema",
        "confirmed_on": "2025-11-03",
    }
    return {
        **progress_document(),
        "standing_on": "2026-01-11",
        "round": {
            "number": "2025-2",
            "title": SCRIPT if hostile else "Voortgang tweede halfjaar 2025",
            "asked": missed + 4,
            "handed_in": 4,
            "late": 1,
            "answered": 6,
            "unchanged": 1,
            "missed": [
                {"name": f"Partner {n}", "reason": text, "measures": [known]} for n in range(missed)
            ],
            "not_asked": [{**known, "number": "3.01", "confirmed_on": None}],
        },
    }


def _contradiction(*, hostile: bool) -> dict[str, Any]:
    return {
        "check": "shares_that_do_not_fit",
        "check_label": "Aantallen en percentages",
        "severity_label": "Vraagt uitleg",
        "state": "open",
        "state_label": "Open",
        "sentence": HOSTILE if hostile else "937 (72%) past niet bij een totaal van 1.543.",
        "explanation": HOSTILE if hostile else "",
        "figures": [
            {
                "area": "Nederland",
                "period": "2024",
                "object": kind,
                "definition": ATTACK,
                "printed": printed,
                "release": LONG_WORD if hostile else "Objecten 2024",
                "known": "niet vermeld",
                "locator": "" if hostile else locator,
            }
            for kind, printed, locator in (
                ("Woning", "937", "Actieplan, regel 798"),
                ("Totaal", "1.543", "Actieplan, regel 108"),
            )
        ],
    }


def _measure(index: int, *, told: bool, hostile: bool) -> dict[str, Any]:
    phase = list(PHASES)[1 + index % 3] if told else "not_started"
    course = list(COURSES)[1 + index % 4] if told else "not_assessed"
    text = HOSTILE if hostile else f"De officiële tekst van maatregel {index + 1}."
    pillar = index % len(PILLARS) + 1
    return {
        "number": f"{pillar}.{index // len(PILLARS) + 1:02}",
        "title": HOSTILE[:80] + LONG_WORD if hostile else f"Maatregel {index + 1}",
        "text": text,
        "wave": "Waarmee wordt gestart",
        "plan_lines": f"{280 + index}",
        "lead": "" if index % 2 else (LONG_WORD if hostile else "Politie"),
        "partners": LONG_WORD if hostile else "Gemeenten, OM",
        "phase": phase,
        "phase_label": PHASES[phase],
        "course": course,
        "course_label": COURSES[course],
        "confirmed_on": "2025-12-01" if told else None,
        "certainty": "evidenced" if told else "none",
        "certainty_label": "Bewijsstuk" if told else "Nog geen opgave",
        "milestones": [parts.milestone(index + 1, text)] if told else [],
        "updates": [_update(phase, course, hostile=hostile)] if told else [],
    }


def _update(phase: str, course: str, *, hostile: bool) -> dict[str, Any]:
    return {
        "made_at": "2025-12-01T10:00:00+00:00",
        "said_by": "Politie",
        "phase_from": "Nog niet gestart",
        "phase_to": PHASES[phase],
        "course_from": "Nog niet beoordeeld",
        "course_to": COURSES[course],
        "explanation": f"{HOSTILE}\n{LONG_TEXT}" if hostile else "Eerste regel.\nTweede regel.",
        "needed": HOSTILE if hostile else "Een besluit van de stuurgroep.",
        "result": HOSTILE if hostile else "Een handreiking.",
        "result_on": "2025-11-20",
        "result_link": "javascript:alert(1)" if hostile else "https://www.example.nl/handreiking",
    }


def _figures() -> Document:
    baseline = _count("C1", 1543, 2024)
    current = _count("C2", 1525, 2025, provisional=True, known="9 januari 2026")
    names = ("Amsterdam", "Den Haag", "Midden-Nederland", "Noord-Holland", "Rotterdam")
    units = zip(
        names, (207, 93, 96, 110, 271), (268, 150, 141, 172, 296), strict=True
    )  # 2023, 2024
    return {
        "target": {
            "year": 2025,
            "reduction_percent": 10,
            "maximum": 1388,
            "locator": "Actieplan, regel 85-86 en 108",
            "baseline": baseline,
            "current": current,
            "so_far": None,
            "ratio": {"ratio": "0.988334", "low": "0.920201", "high": "1.061504"},
            "verdict": "niet gehaald (voorlopig)",
            "headline": "Doel 2025 niet gehaald (voorlopig): 1.525* aanslagen en pogingen, "
            "het doel was hoogstens 1.388.",
            "sentences": ["Dat zijn er 137 meer dan het doel toelaat."],
            "marks": ["* Voorlopig cijfer. Het kan nog veranderen."],
        },
        "same_period": {
            "text": "Dezelfde maanden vergeleken: 1.179 tegen 1.161.",
            "codes": ["C3", "C4"],
            "ratio": {"ratio": "1.015504", "low": "0.935000", "high": "1.102900"},
        },
        "years": [
            _count("C5", 343, 2022, definition="I"),
            _count("C6", 1057, 2023, definition="I"),
            _count("C7", 901, 2023),
            baseline,
            current,
        ],
        "years_compared": {
            "before": 2024,
            "after": 2025,
            "marks": ["Ten minste een van de cijfers is voorlopig en kan nog veranderen."],
        },
        "objects": [
            _count("C8", 599, 2023, kind="Woning"),
            _count("C9", 195, 2023, kind="Bedrijf"),
            _count("C10", 1119, 2024, kind="Woning"),
            _count("C11", 230, 2024, kind="Bedrijf"),
        ],
        "split": _split(),
        "map": {"year": 2024, "counts": [_count("C12", 268, 2024, area="Amsterdam")]},
        "detail": _detail(current),
        "units": [
            {
                "current": _count(f"C{12 + 2 * n}", after, 2024, area=name),
                "earlier": _count(f"C{13 + 2 * n}", before, 2023, area=name),
                "ratio": {
                    "ratio": f"{after / before:.6f}",
                    "low": f"{after / before * 0.83:.6f}",
                    "high": f"{after / before * 1.2:.6f}",
                },
                "marks": ["Niet van elk cijfer is bekend wanneer het is vastgesteld."],
            }
            for n, (name, before, after) in enumerate(units)
        ],
    }


def _count(
    code: str,
    value: int,
    year: int,
    *,
    definition: str = "A",
    kind: str = "Totaal",
    area: str = "Nederland",
    provisional: bool = False,
    known: str = "mei 2025",
) -> dict[str, Any]:
    return {
        "code": code,
        "value": value,
        "year": year,
        "period_start": f"{year}-01-01",
        "period_end": f"{year + 1}-01-01",
        "definition": definition,
        "definition_name": ATTACK if definition == "A" else INCIDENT,
        "area": area,
        "area_code": area.upper(),
        "object": kind.lower(),
        "object_label": kind,
        "provisional": provisional,
        "known": known,
        "source": "Politie (LFCT)",
        "release": known,
        "status": "voorlopig" if provisional else "niet vermeld",
    }


def _split() -> Document:
    """Homes and businesses of 2023 and 2024, each year from one delivery."""
    return {
        "before": {
            "total": _count("C7", 901, 2023),
            "parts": [
                _count("C8", 599, 2023, kind="Woning"),
                _count("C9", 195, 2023, kind="Bedrijf"),
            ],
        },
        "after": {
            "total": _count("C1", 1543, 2024),
            "parts": [
                _count("C10", 1119, 2024, kind="Woning"),
                _count("C11", 230, 2024, kind="Bedrijf"),
            ],
        },
        "marks": [],
        "mix": "De verdeling over woning en bedrijf is meer veranderd dan bij toeval past.",
    }


def _detail(current: dict[str, Any]) -> Document:
    return {
        "course": [{**_count("C3", 1179, 2025), "period_end": "2025-11-01"}, current],
        "outlook": None,
        "series": "Aanslagen komen soms in reeksen.",
        "bears": ["Een verschil van 10% is met dit aantal goed te zien."],
        "variants": [
            {"name": "Op herziene basis", "why": "Bijgesteld.", "baseline": 1550, "maximum": 1395}
        ],
    }


def _counts(figures: Document) -> list[dict[str, Any]]:
    """Every count once, in the order of the codes; C3 and C4 are parts of years."""
    counts = [*figures["years"], *figures["objects"]]
    counts += [unit[side] for unit in figures["units"] for side in ("current", "earlier")]
    counts += [
        {**_count("C3", 1179, 2025), "period_end": "2025-11-01"},
        {**_count("C4", 1161, 2024), "period_end": "2024-11-01"},
    ]
    by_code = {count["code"]: count for count in counts}
    return sorted(by_code.values(), key=lambda count: int(count["code"][1:]))


def _origin(count: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": count["code"],
        "value": count["value"],
        "printed": str(count["value"]),
        "what": f"{count['object_label']}, aanslagen en pogingen, {count['area']}",
        "period_start": count["period_start"],
        "period_end": count["period_end"],
        "definition": count["definition"],
        "definition_name": count["definition_name"],
        "area_code": count["area_code"],
        "object": count["object"],
        "outcome": "total",
        "provisional": count["provisional"],
        "approved": "Vrijgegeven op 9 januari 2026, door een ander dan wie het aanbood",
        "source": count["source"],
        "address": "https://www.example.nl/cijfers",
        "locator": "regel 108",
        "release": count["known"],
        "release_title": f"Levering {count['known']}",
        "known": count["known"],
        "status": "voorlopig" if count["provisional"] else "definitief",
    }
