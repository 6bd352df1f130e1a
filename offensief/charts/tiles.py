"""Police units or provinces as tiles, laid roughly where they are in the country."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from offensief.charts import paint, svg
from offensief.charts.figure import Figure, Table
from offensief.charts.svg import Svg
from offensief.lib import dutch

ABSENT, SECRET = "geen cijfer", "niet openbaar"
# Column and row of each tile, in tiles. Half steps let neighbours touch; the gaps in the top rows
# are the IJsselmeer.
PLACES: dict[str, tuple[float, int]] = {
    "Noord-Holland": (0.75, 0),
    "Noord-Nederland": (2.25, 0),
    "Amsterdam": (0.5, 1),
    "Midden-Nederland": (1.5, 1),
    "Oost-Nederland": (2.5, 1),
    "Den Haag": (0.0, 2),
    "Rotterdam": (1.0, 2),
    "Zeeland-West-Brabant": (0.25, 3),
    "Oost-Brabant": (1.25, 3),
    "Limburg": (2.25, 3),
}
PROVINCES: dict[str, tuple[float, int]] = {
    "Fryslân": (1.5, 0),
    "Groningen": (2.5, 0),
    "Noord-Holland": (0.5, 1),
    "Flevoland": (1.5, 1),
    "Drenthe": (2.5, 1),
    "Zuid-Holland": (0.5, 2),
    "Utrecht": (1.5, 2),
    "Overijssel": (2.5, 2),
    "Zeeland": (0.0, 3),
    "Noord-Brabant": (1.0, 3),
    "Gelderland": (2.0, 3),
    "Limburg": (1.5, 4),
}
COLUMNS = 3.5
SHADES = ("#e4eef5", "#c3d7e6", "#8fb3cd", "#3f779f", "#123a5a")


class Withheld(Enum):
    """Stands in for a count that may not be shown, so that the count itself never gets here."""

    WITHHELD = "withheld"


WITHHELD = Withheld.WITHHELD

type Count = int | Withheld | None


@dataclass(frozen=True, slots=True)
class _Map:
    """The areas of one kind, and what they are called."""

    key: str
    head: str
    many: str
    places: Mapping[str, tuple[float, int]]

    @property
    def rows(self) -> int:
        return 1 + max(row for _, row in self.places.values())


_UNITS = _Map("kaart", "Politie-eenheid", "politie-eenheden", PLACES)
_PROVINCES = _Map("kaart-provincies", "Provincie", "provincies", PROVINCES)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is drawn and told: every area of the map with what may be shown of it."""

    map: _Map
    counts: Mapping[str, Count]
    year: int
    provisional: bool

    @property
    def mark(self) -> str:
        return "*" if self.provisional else ""

    @property
    def title(self) -> str:
        return f"Aantal per {self.map.head.lower()}, {self.year}{self.mark}"

    @property
    def shown(self) -> dict[str, int]:
        return {name: value for name, value in self.counts.items() if isinstance(value, int)}

    def text(self, name: str) -> str:
        value = self.counts[name]
        if value is None:
            return ABSENT
        return SECRET if isinstance(value, Withheld) else f"{dutch.number(value)}{self.mark}"


def tile_map(
    counts: Mapping[str, Count], *, year: int, source: str, provisional: bool = False
) -> Figure:
    """Draw all ten police units; a unit that is absent or None has no published figure.

    {"Rotterdam": 296, "Amsterdam": 268} gives: "In 2024 telde Rotterdam het hoogste aantal: 296.
    Van 8 van de 10 politie-eenheden is er geen cijfer." WITHHELD is drawn as "niet openbaar".
    Raises ValueError for a unit that does not exist and for a count below 0.
    """
    return _figure(_UNITS, counts, year=year, source=source, provisional=provisional)


def province_map(
    counts: Mapping[str, Count], *, year: int, source: str, provisional: bool = False
) -> Figure:
    """Draw all twelve provinces, as `tile_map` does.

    {"Drenthe": 12, "Utrecht": 9, "Zeeland": WITHHELD} gives: "Van de openbare cijfers over 2024 is
    dat van Drenthe het hoogste: 12. Van 1 van de 12 provincies is het cijfer niet openbaar. Van 9
    van de 12 provincies is er geen cijfer." Of one count alone nothing is the highest.
    """
    return _figure(_PROVINCES, counts, year=year, source=source, provisional=provisional)


def _figure(
    areas: _Map, counts: Mapping[str, Count], *, year: int, source: str, provisional: bool
) -> Figure:
    unknown = set(counts) - set(areas.places)
    if unknown:
        raise ValueError(f"No tile for {', '.join(sorted(unknown))}.")
    every = {name: counts.get(name) for name in areas.places}
    counted = _Counted(areas, every, year, provisional)
    if any(value < 0 for value in counted.shown.values()):
        raise ValueError("A count is 0 or more.")
    finding = _finding(counted)
    return Figure(
        key=areas.key,
        title=counted.title,
        finding=finding,
        svg=_draw(counted, finding, width=paint.WIDE),
        svg_narrow=_draw(counted, finding, width=paint.NARROW),
        table=_table(counted),
        source=source,
    )


def _finding(counted: _Counted) -> str:
    areas, values = counted.map, list(counted.counts.values())
    total = len(values)
    sentences = [_highest(counted)]
    secret, missing = values.count(WITHHELD), values.count(None)
    if secret:
        sentences.append(f"Van {secret} van de {total} {areas.many} is het cijfer niet openbaar.")
    if missing and missing < total:
        sentences.append(f"Van {missing} van de {total} {areas.many} is er geen cijfer.")
    if counted.provisional and counted.shown:
        sentences.append("De cijfers zijn voorlopig.")
    return " ".join(sentences)


def _highest(counted: _Counted) -> str:
    shown, year = counted.shown, counted.year
    secret = WITHHELD in counted.counts.values()
    if not shown:
        kind = "openbare cijfers" if secret else "cijfers"
        return f"Voor {year} zijn er geen {kind} per {counted.map.head.lower()}."
    if len(shown) == 1:
        return _only(*shown.items(), year=year, secret=secret)
    most = max(shown.values())
    top = [name for name, value in shown.items() if value == most]
    names, each = dutch.enumerate_nl(top), "" if len(top) == 1 else "elk "
    if secret:
        # What is withheld may well be higher: also large counts are, to protect a small one.
        verb = "is dat" if len(top) == 1 else "zijn die"
        begin = f"Van de openbare cijfers over {year} {verb} van {names} het hoogste"
        return f"{begin}: {each}{dutch.number(most)}."
    verb = "telde" if len(top) == 1 else "telden"
    return f"In {year} {verb} {names} het hoogste aantal: {each}{dutch.number(most)}."


def _only(one: tuple[str, int], *, year: int, secret: bool) -> str:
    name, count = one[0], dutch.number(one[1])
    if secret:
        return f"Over {year} is alleen het cijfer van {name} openbaar: {count}."
    return f"In {year} telde {name} er {count}."


def _table(counted: _Counted) -> Table:
    rows = tuple((name, counted.text(name)) for name in sorted(counted.counts))
    head = (counted.map.head, f"{counted.year}{counted.mark}")
    return Table(counted.title, head, rows, frozenset({1}))


def _draw(counted: _Counted, finding: str, *, width: float) -> Svg:
    tile = min(width, 520.0) / COLUMNS
    height = 92.0 if width == paint.WIDE else 88.0
    left = (width - tile * COLUMNS) / 2
    parts = [
        _tile(counted, name, (left + column * tile, row * height, tile - 5, height - 5))
        for name, (column, row) in counted.map.places.items()
    ]
    sheet = counted.map.rows * height
    return svg.drawing(width=width, height=sheet, finding=finding, parts=parts)


def _tile(counted: _Counted, name: str, place: tuple[float, float, float, float]) -> Svg:
    x, y, width, height = place
    value = counted.counts[name]
    known = isinstance(value, int)
    box, ink = _box(counted, value, place)
    lines = paint.wrapped(name, width=width - 6)
    said = [counted.text(name)]
    size = paint.SMALL
    if known:
        # A long number gets smaller rather than wider than its tile.
        room = paint.text_width(said[0], size=18.0, bold=True)
        size = 18.0 * min(1.0, (width - 6) / room)
    if value is WITHHELD:
        said = paint.wrapped(SECRET, width=width - 14)
    middle = x + width / 2
    first = y + height / 2 - (len(lines) * 15.6 + len(said) * size) / 2 + 11
    ink_of_words: dict[str, svg.Value] = {"text_anchor": "middle", "fill": ink}
    return svg.group(
        box,
        svg.lines_of_text(middle, first, lines, font_size=paint.SMALL, **ink_of_words),
        svg.lines_of_text(
            middle,
            first + len(lines) * 15.6 + size * 0.35,
            said,
            font_size=size,
            font_weight=700 if known else 400,
            **ink_of_words,
        ),
    )


def _box(
    counted: _Counted, value: Count, place: tuple[float, float, float, float]
) -> tuple[Svg, str]:
    """The tile, and the colour of the words on it."""
    x, y, width, height = place
    if value is None:
        edge: dict[str, svg.Value] = {"stroke": paint.AXIS, "stroke_dasharray": "4 3"}
        return svg.rect(x + 1, y + 1, width - 2, height - 2, fill="none", **edge), paint.MUTED
    if isinstance(value, Withheld):
        hatch = svg.hatched(x + 1, y + 1, width - 2, height - 2, colour=paint.AXIS)
        # A white plate keeps the hatching out of the words.
        plate = svg.rect(x + 6, y + 6, width - 12, height - 12, fill=paint.WHITE)
        return svg.group(hatch, plate), paint.INK
    most = max([*counted.shown.values(), 1])
    shade = min(int(value / most * len(SHADES)), len(SHADES) - 1)
    ink = paint.WHITE if shade >= 3 else paint.INK
    return svg.rect(x, y, width, height, fill=SHADES[shade], stroke=paint.BLUE), ink
