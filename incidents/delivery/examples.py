"""Examples of deliveries, to download. A test reads each of them without a fault."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from offensief.lib.sheets import Cell


@dataclass(frozen=True, slots=True)
class Example:
    """A file with made-up counts."""

    name: str
    title: str
    text: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


EXAMPLES = {
    example.name: example
    for example in (
        Example(
            "voorbeeld-lang",
            "Lange vorm",
            "Een cijfer per regel. Hierin past alles.",
            ("gebied", "soort gebied", "van", "tot en met", "object", "uitkomst", "aantal",
             "ten minste", "ten hoogste", "kenmerk", "opmerking"),
            (
                ("Nederland", "land", date(2025, 1, 1), date(2025, 6, 30), "totaal", "totaal", 60,
                 None, None, "", "verzonnen voorbeeld"),
                ("Rotterdam", "politie-eenheid", date(2025, 1, 1), date(2025, 6, 30), "woning",
                 "poging", 12, None, None, "", ""),
                ("GM0363", "gemeente", date(2025, 1, 1), date(2025, 6, 30), "voertuig",
                 "gerealiseerd", None, 1, 4, "geschat", "precies aantal nog niet bekend"),
            ),
        ),
        Example(
            "voorbeeld-jaren",
            "Brede vorm, een kolom per jaar",
            "Een regel per gebied.",
            ("politie-eenheid", "2024", "2025"),
            (("Rotterdam", 12, 15), ("Amsterdam", 20, 18), ("Totaal", 32, 33)),
        ),
        Example(
            "voorbeeld-objecten",
            "Brede vorm, een kolom per object",
            "Een regel per gebied en periode.",
            ("gemeente", "periode", "woning", "bedrijf", "voertuig", "infra", "overige", "totaal"),
            (
                ("Utrecht", "2025-03", 4, 2, 1, 0, 0, 7),
                ("Den Haag", "2025-03", 6, 1, 2, 0, 1, 10),
            ),
        ),
    )
}  # fmt: skip
