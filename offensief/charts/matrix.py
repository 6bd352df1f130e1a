"""How the measures stand: pillars against phases, and counts per course."""

from collections.abc import Sequence

from offensief.charts import bars, paint, svg
from offensief.charts.figure import Figure, Table
from offensief.charts.svg import Svg
from offensief.lib import dutch

SHADES = ("#ffffff", "#e4eef5", "#c3d7e6", "#8fb3cd", "#3f779f", "#123a5a")
CELL_HEIGHT = 36.0


def status_matrix(
    *, rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]], source: str
) -> Figure:
    """Draw a grid with a number in every cell; the shade only repeats that number.

    Two pillars with (1, 2) and (0, 3) in "Nog niet gestart" and "In uitvoering" give: "Van de 6
    maatregelen staan de meeste op 'In uitvoering': 5."
    """
    finding = _finding(columns, counts)
    return Figure(
        key="fasen",
        title="Fase van de maatregelen per pijler",
        finding=finding,
        svg=_grid(rows, columns, counts, finding),
        svg_narrow=_list(rows, columns, counts, finding),
        table=_table(rows, columns, counts),
        source=source,
    )


def count_bars(counts: Sequence[tuple[str, int]], *, source: str) -> Figure:
    """Draw one bar per course: [("Op schema", 20), ("Vertraagd", 3)].

    Finding: "Van de 23 maatregelen staan de meeste op 'Op schema': 20."
    """
    finding = _finding([name for name, _ in counts], [[count for _, count in counts]])
    rows = [
        bars.Row(name, (bars.Bar(value=count, text=dutch.number(count), colour=paint.BLUE),))
        for name, count in counts
    ]
    wide, narrow = (
        _on_sheet(bars.draw(rows, y=4, width=width), finding, width=width)
        for width in (paint.WIDE, paint.NARROW)
    )
    lines = tuple((name, dutch.number(count)) for name, count in counts)
    return Figure(
        key="koers",
        title="Koers van de maatregelen",
        finding=finding,
        svg=wide,
        svg_narrow=narrow,
        table=Table("Aantal maatregelen per koers", ("Koers", "Aantal"), lines, frozenset({1})),
        source=source,
    )


def _finding(columns: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    totals = [sum(row[index] for row in counts) for index in range(len(columns))]
    everything = sum(totals)
    if everything == 0:
        return "Er zijn nog geen maatregelen."
    most = max(totals)
    names = [f"'{name}'" for name, total in zip(columns, totals, strict=True) if total == most]
    if everything == 1:
        return f"De enige maatregel staat op {names[0]}."
    measures = f"Van de {dutch.number(everything)} maatregelen"
    if most == everything:
        return f"Alle {dutch.number(everything)} maatregelen staan op {names[0]}."
    each = "" if len(names) == 1 else "elk "
    phrase = dutch.enumerate_nl(names)
    return f"{measures} staan de meeste op {phrase}: {each}{dutch.number(most)}."


def _table(rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]]) -> Table:
    body = [
        (name, *(dutch.number(count) for count in line), dutch.number(sum(line)))
        for name, line in zip(rows, counts, strict=True)
    ]
    totals = [sum(line[index] for line in counts) for index in range(len(columns))]
    last = ("Totaal", *(dutch.number(total) for total in totals), dutch.number(sum(totals)))
    return Table(
        caption="Aantal maatregelen per pijler en fase",
        head=("Pijler", *columns, "Totaal"),
        rows=(*body, last),
        numeric=frozenset(range(1, len(columns) + 2)),
    )


def _grid(
    rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]], finding: str
) -> Svg:
    indent = 196.0
    cell = (paint.WIDE - indent) / (len(columns) + 1)
    heads = [*columns, "Totaal"]
    lines = [paint.wrapped(head, width=cell - 6) for head in heads]
    top = max(len(line) for line in lines) * 16.0 + 10
    most = max([count for line in counts for count in line] + [1])
    parts = [
        svg.lines_of_text(
            indent + (index + 0.5) * cell,
            top - 10 - (len(line) - 1) * 15.6,
            line,
            text_anchor="middle",
            font_size=paint.SMALL,
            font_weight=700,
        )
        for index, line in enumerate(lines)
    ]
    for index, (name, line) in enumerate(zip(rows, counts, strict=True)):
        y = top + index * CELL_HEIGHT
        parts.append(_name(name, y, width=indent - 14))
        for column, count in enumerate(line):
            parts.append(_cell(indent + column * cell, y, cell, count, most))
        x = indent + (len(columns) + 0.5) * cell
        total = dutch.number(sum(line))
        parts.append(svg.label(x, y + 23, total, text_anchor="middle", font_weight=700))
    height = top + len(rows) * CELL_HEIGHT + 2
    return svg.drawing(width=paint.WIDE, height=height, finding=finding, parts=parts)


def _name(name: str, y: float, *, width: float) -> Svg:
    lines = paint.wrapped(name, width=width, size=13)
    first = y + 22.5 - (len(lines) - 1) * 8
    return svg.lines_of_text(0, first, lines, font_size=13)


def _cell(x: float, y: float, width: float, count: int, most: int) -> Svg:
    shade = 0 if count == 0 else max(1, round(count / most * (len(SHADES) - 1)))
    ink = paint.WHITE if shade >= 4 else paint.INK
    return svg.group(
        svg.rect(x + 1, y + 1, width - 2, CELL_HEIGHT - 2, fill=SHADES[shade], stroke=paint.LINE),
        svg.label(
            x + width / 2,
            y + 23,
            dutch.number(count),
            text_anchor="middle",
            fill=paint.MUTED if count == 0 else ink,
            font_weight=700 if count else 400,
        ),
    )


def _list(
    rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]], finding: str
) -> Svg:
    """Draw for a phone: per pillar only the phases that occur, so that words keep their size."""
    most = max([count for line in counts for count in line] + [1])
    parts, y = [], 0.0
    for name, line in zip(rows, counts, strict=True):
        lines = paint.wrapped(name, width=paint.NARROW, size=paint.TEXT * 1.08)
        parts.append(svg.lines_of_text(0, y + 15, lines, font_weight=700))
        y += len(lines) * 17.5 + 6
        for head, count in zip(columns, line, strict=True):
            if count:
                parts.append(_list_row(head, count, most, y))
                y += 22
        y += 12
    return svg.drawing(width=paint.NARROW, height=y, finding=finding, parts=parts)


def _list_row(head: str, count: int, most: int, y: float) -> Svg:
    length = 110.0 * count / most
    return svg.group(
        svg.label(0, y + 13, head, font_size=13),
        svg.rect(140, y, length, 17, fill=paint.BLUE),
        svg.label(140 + length + 7, y + 13, dutch.number(count), font_weight=700),
    )


def _on_sheet(picture: tuple[Svg, float], finding: str, *, width: float) -> Svg:
    return svg.drawing(width=width, height=picture[1], finding=finding, parts=[picture[0]])
