"""What was hit: homes, companies, vehicles. One year, or two beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from offensief.charts import bars, paint, svg
from offensief.charts.figure import Figure, Table
from offensief.charts.svg import Svg
from offensief.lib import dutch

ABSENT = "geen cijfer"


@dataclass(frozen=True)
class ObjectYear:
    """The counts per kind of object in one year. An absent kind has no figure: that is not zero.

    `total` is what the same delivery published for all objects together. Without it there are no
    shares: the sum of the kinds that happen to be known is not a total.
    """

    year: int
    counts: dict[str, int]
    total: int | None = None
    provisional: bool = False

    @property
    def label(self) -> str:
        """The year, with an asterisk when the figures may still change."""
        return dutch.marked(str(self.year), provisional=self.provisional)


def object_bars(years: Sequence[ObjectYear], *, source: str) -> Figure:
    """Draw one or two years; kinds stand in the order of the last year.

    1119 homes of 1543 in 2024 gives "In 2024 was woning het vaakst doelwit: 1.119 van de 1.543
    (73%)." With 599 of 901 in 2023 it adds "In 2023 waren dat er 599 van de 901 (66%)." Without a
    published total of 2023 that is "In 2023 waren dat er 599."
    """
    finding = _finding(years)
    names = " en ".join(year.label for year in years)
    return Figure(
        key="doelwitten",
        title=f"Doelwitten in {names}" if years else "Doelwitten",
        finding=finding,
        svg=_draw(years, finding, width=paint.WIDE),
        svg_narrow=_draw(years, finding, width=paint.NARROW),
        table=_table(years),
        source=source,
    )


def _kinds(years: Sequence[ObjectYear]) -> list[str]:
    return list(dict.fromkeys(kind for year in reversed(years) for kind in year.counts))


def _share(value: int, total: int) -> str:
    share = 100 * value / total if total else 0.0
    return "<1%" if 0 < share < 1 else dutch.percent(share)


def _part(value: int, year: ObjectYear) -> str:
    if year.total is None:
        return dutch.number(value)
    total = dutch.number(year.total)
    return f"{dutch.number(value)} van de {total} ({_share(value, year.total)})"


def _finding(years: Sequence[ObjectYear]) -> str:
    if not years or not any(years[-1].counts.values()):
        return "Er zijn nog geen cijfers per soort doelwit."
    last = years[-1]
    most = max(last.counts.values())
    top = [kind for kind, value in last.counts.items() if value == most]
    names = dutch.enumerate_nl([kind.lower() for kind in top])
    verb, each = ("was", "") if len(top) == 1 else ("waren", "elk ")
    sentence = f"In {last.year} {verb} {names} het vaakst doelwit: {each}{_part(most, last)}."
    before = years[0].counts.get(top[0]) if len(years) > 1 and len(top) == 1 else None
    if before is not None:
        sentence += f" In {years[0].year} waren dat er {_part(before, years[0])}."
    if any(year.provisional for year in years):
        sentence += " Cijfers met een * zijn voorlopig."
    return sentence


def _table(years: Sequence[ObjectYear]) -> Table:
    head = ["Doelwit"]
    for year in years:
        head += [f"{year.label} aantal", f"{year.label} aandeel"]
    rows = []
    for kind in _kinds(years):
        row = [kind]
        for year in years:
            row += _cells(year.counts.get(kind), year)
        rows.append(tuple(row))
    total = ["Totaal"]
    for year in years:
        total += [
            ABSENT if year.total is None else dutch.number(year.total),
            "100%" if year.total else ABSENT,
        ]
    numeric = frozenset(range(1, len(head)))
    return Table("Aantal per soort doelwit", tuple(head), (*rows, tuple(total)), numeric)


def _cells(value: int | None, year: ObjectYear) -> list[str]:
    if value is None:
        return [ABSENT, ABSENT]
    return [dutch.number(value), ABSENT if year.total is None else _share(value, year.total)]


def _draw(years: Sequence[ObjectYear], finding: str, *, width: float) -> Svg:
    colours = (paint.BLUE_PALE, paint.BLUE) if len(years) > 1 else (paint.BLUE,)
    rows = [
        bars.Row(
            label=kind,
            bars=tuple(
                _bar(year.counts.get(kind), year, colour)
                for year, colour in zip(years, colours, strict=True)
            ),
        )
        for kind in _kinds(years)
    ]
    legend, y = _legend(years, colours)
    picture, bottom = bars.draw(rows, y=y, width=width)
    return svg.drawing(width=width, height=bottom, finding=finding, parts=[legend, picture])


def _bar(value: int | None, year: ObjectYear, colour: str) -> bars.Bar:
    if value is None:
        return bars.Bar(value=None, text=ABSENT, colour=colour)
    share = "" if year.total is None else f" ({_share(value, year.total)})"
    return bars.Bar(value=value, text=f"{dutch.number(value)}{share}", colour=colour)


def _legend(years: Sequence[ObjectYear], colours: Sequence[str]) -> tuple[Svg, float]:
    if len(years) < 2:
        return Svg(), 4.0
    parts, x = [], 1.0
    for position, year, colour in zip(("boven", "onder"), years, colours, strict=True):
        text = f"{year.label} ({position})"
        parts.append(svg.rect(x, 4, 14, 14, fill=colour, stroke=paint.BLUE))
        parts.append(svg.label(x + 21, 16, text))
        x += paint.text_width(text) + 44
    return svg.group(*parts), 32.0
