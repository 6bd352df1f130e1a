"""The columns of a delivery, for the page that documents them."""

from dataclasses import dataclass

from incidents.delivery.words import FIELDS, LEVELS, MARKS, OBJECTS, OUTCOMES, Field

_TEXTS = {
    Field.AREA: "Naam of code (CBS) van het gebied; 'Nederland' voor het hele land. Een regel "
    "'Totaal' dient alleen ter controle.",
    Field.LEVEL: "Nodig als de naam ook iets anders kan zijn, zoals Utrecht of Rotterdam.",
    Field.PERIOD: "Een jaar (2025), half jaar (2025-H1), kwartaal (2025-K1), maand (2025-03), "
    "week (2025-W12) of het jaar tot nu toe (2025 t/m oktober).",
    Field.START: "Eerste dag van de periode, als u geen kolom 'periode' gebruikt.",
    Field.LAST: "Laatste dag van de periode. Die dag telt mee.",
    Field.OBJECT: "Wat is getroffen. Leeg: totaal.",
    Field.OUTCOME: "Poging of gerealiseerd. Leeg: beide samen.",
    Field.DEFINITION: "Alleen nodig als het bestand meer dan een definitie bevat.",
    Field.COUNT: "Een heel getal. Leeg is onbekend, 0 is nul. '<5' mag ook.",
    Field.LOWER: "Als het aantal niet precies bekend is: ten minste zoveel.",
    Field.UPPER: "Als het aantal niet precies bekend is: ten hoogste zoveel.",
    Field.MARK: "Als het cijfer geschat is, of als er een breuk in de reeks is.",
    Field.CONFIDENTIAL: "'ja' als dit cijfer nooit openbaar mag worden.",
    Field.NOTE: "Wat een lezer moet weten. Geen namen, adressen of kentekens.",
}
_WORDS = {
    Field.LEVEL: LEVELS,
    Field.OBJECT: OBJECTS,
    Field.OUTCOME: OUTCOMES,
    Field.MARK: MARKS,
    Field.CONFIDENTIAL: {"ja": "yes", "nee": "no"},
}
_REQUIRED = {Field.COUNT}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the long form: its names and what may stand in it."""

    name: str
    others: tuple[str, ...]
    text: str
    words: tuple[str, ...]
    is_required: bool


def columns() -> tuple[Column, ...]:
    """Every column, in the order of the documented format."""
    return tuple(
        Column(
            name=field,
            others=tuple(
                name for name, meant in FIELDS.items() if meant is field and name != field
            ),
            text=_TEXTS[field],
            words=tuple(_WORDS.get(field, {})),
            is_required=field in _REQUIRED,
        )
        for field in Field
    )
