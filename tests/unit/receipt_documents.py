"""Documents of receipts, typed by hand: what an invented partner signed."""

from typing import Any

from reports.canonical import Document
from tests.unit.edition_documents import HOSTILE, LONG_TEXT

_TITLES = (
    "Clausule over explosieven in huurcontracten",
    "Woningcorporaties en het delen van signalen",
    "Samenleving informeren via de deelnemers",
    "Communicatiestrategie",
)


def receipt_document(*, measures: int = 4, hostile: bool = False, **signed: str | bool) -> Document:
    """A whole document; of every three measures one is unchanged. `signed` differs as given."""
    # As long as the portal takes names.
    name = HOSTILE[:150] if hostile else "Aron Mulder"
    return {
        "schema": "ontvangstbewijs/1",
        "round": {
            "number": "2026-1",
            "title": "Voortgang over de eerste helft van 2026",
            "period_start": "2026-01-01",
            "period_end": "2026-06-30",
        },
        "partner": {"key": "aedes", "name": name if hostile else "Aedes"},
        "signed": {
            "by": name,
            "at": "2026-07-10T14:03:00+02:00",
            "via": "pagina",
            "on_behalf_by": "",
            "late": False,
            "again": False,
            **signed,
        },
        "answers": [_answer(index, hostile=hostile) for index in range(measures)],
        "answer_hash": "cd" * 32,
    }


def _answer(index: int, *, hostile: bool) -> dict[str, Any]:
    is_unchanged = index % 3 == 1 and not hostile
    return {
        "number": f"{index % 6 + 1}.{index // 6 + 1:02}",
        "title": HOSTILE if hostile else _TITLES[index % len(_TITLES)],
        "unchanged": is_unchanged,
        "fields": [] if is_unchanged else _fields(index, hostile=hostile),
    }


def _fields(index: int, *, hostile: bool) -> list[dict[str, str]]:
    if hostile:
        return [
            field(HOSTILE, HOSTILE, HOSTILE),
            field("\u202eFase", "<b>x</b>", "javascript:alert(1)"),
            field("Toelichting", LONG_TEXT, ""),
        ]
    return [
        field("Fase", "In uitvoering", "In voorbereiding"),
        field("Koers", "Vraagt aandacht", "Op schema"),
        field("Mijlpaal: clausule in de modelvoorwaarden", "2026-10-01", "2026-07-01"),
        field("Wat is nodig", "Een besluit van het bestuur", ""),
        field("Resultaat", "", ""),
        field(
            "Toelichting",
            "De clausule staat in de nieuwe modelvoorwaarden. Van de 240 corporaties nemen er 31 "
            "haar al op in nieuwe contracten.\n\nVoor lopende contracten is een besluit nodig.",
            "De werkgroep schrijft aan een tekst." if index % 2 else "",
        ),
    ]


def field(label: str, value: str, before: str) -> dict[str, str]:
    """One answer."""
    return {"label": label, "value": value, "before": before}


def move(title: str, value: str, before: str, reason: str) -> dict[str, str]:
    """A moved milestone."""
    return {"title": title, "value": value, "before": before, "reason": reason}
