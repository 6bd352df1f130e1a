"""The ten police units as tiles, laid roughly where they are in the country."""

from collections.abc import Mapping

from offensief.charts import paint, svg
from offensief.charts.figure import Figure, Table
from offensief.charts.svg import Svg
from offensief.lib import dutch

ABSENT = "geen cijfer"
# Column and row of each tile, in tiles. Half steps let neighbours touch; the gap in the top row
# is the IJsselmeer.
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
COLUMNS = 3.5
SHADES = ("#e4eef5", "#c3d7e6", "#8fb3cd", "#3f779f", "#123a5a")


def tile_map(
    counts: Mapping[str, int | None], *, year: int, source: str, provisional: bool = False
) -> Figure:
    """Draw all ten units; a unit that is absent or None has no published figure.

    {"Rotterdam": 296, "Amsterdam": 268} gives: "In 2024 telde Rotterdam het hoogste aantal: 296.
    Van 8 van de 10 politie-eenheden is er geen cijfer."
    """
    unknown = set(counts) - set(PLACES)
    if unknown:
        raise ValueError(f"No tile for {', '.join(sorted(unknown))}.")
    mark = "*" if provisional else ""
    known = {name: value for name in PLACES if (value := counts.get(name)) is not None}
    finding = _finding(known, year=year, provisional=provisional)
    return Figure(
        key="kaart",
        title=f"Aantal per politie-eenheid, {year}{mark}",
        finding=finding,
        svg=_draw(known, finding, width=paint.WIDE, mark=mark),
        svg_narrow=_draw(known, finding, width=paint.NARROW, mark=mark),
        table=_table(known, year=year, mark=mark),
        source=source,
    )


def _finding(known: Mapping[str, int], *, year: int, provisional: bool) -> str:
    if not known:
        return f"Voor {year} zijn er geen cijfers per politie-eenheid."
    most = max(known.values())
    top = [name for name, value in known.items() if value == most]
    verb = "telde" if len(top) == 1 else "telden"
    each = "" if len(top) == 1 else "elk "
    names = dutch.enumerate_nl(top)
    sentence = f"In {year} {verb} {names} het hoogste aantal: {each}{dutch.number(most)}."
    missing = len(PLACES) - len(known)
    if missing:
        sentence += f" Van {missing} van de {len(PLACES)} politie-eenheden is er geen cijfer."
    return f"{sentence} De cijfers zijn voorlopig." if provisional else sentence


def _table(known: Mapping[str, int], *, year: int, mark: str) -> Table:
    rows = tuple(
        (name, f"{dutch.number(known[name])}{mark}" if name in known else ABSENT)
        for name in sorted(PLACES)
    )
    head = ("Politie-eenheid", f"{year}{mark}")
    return Table(f"Aantal per politie-eenheid, {year}{mark}", head, rows, frozenset({1}))


def _draw(known: Mapping[str, int], finding: str, *, width: float, mark: str) -> Svg:
    tile = min(width, 520.0) / COLUMNS
    height = 92.0 if width == paint.WIDE else 88.0
    left = (width - tile * COLUMNS) / 2
    most = max([*known.values(), 1])
    parts = [
        _tile(
            name,
            (left + column * tile, row * height, tile - 5, height - 5),
            value=known.get(name),
            most=most,
            mark=mark,
        )
        for name, (column, row) in PLACES.items()
    ]
    return svg.drawing(width=width, height=4 * height, finding=finding, parts=parts)


def _tile(
    name: str, place: tuple[float, float, float, float], *, value: int | None, most: int, mark: str
) -> Svg:
    x, y, width, height = place
    lines = paint.wrapped(name, width=width - 6)
    middle = x + width / 2
    if value is None:
        ink, text, size = paint.MUTED, ABSENT, paint.SMALL
        box = svg.rect(
            x + 1,
            y + 1,
            width - 2,
            height - 2,
            fill="none",
            stroke=paint.AXIS,
            stroke_dasharray="4 3",
        )
    else:
        shade = min(int(value / most * len(SHADES)), len(SHADES) - 1)
        ink = paint.WHITE if shade >= 3 else paint.INK
        text, size = f"{dutch.number(value)}{mark}", 18.0
        box = svg.rect(x, y, width, height, fill=SHADES[shade], stroke=paint.BLUE)
    first = y + height / 2 - (len(lines) * 15.6 + size) / 2 + 11
    return svg.group(
        box,
        svg.lines_of_text(
            middle, first, lines, text_anchor="middle", font_size=paint.SMALL, fill=ink
        ),
        svg.label(
            middle,
            first + len(lines) * 15.6 + size * 0.35,
            text,
            text_anchor="middle",
            font_size=size,
            font_weight=400 if value is None else 700,
            fill=ink,
        ),
    )
