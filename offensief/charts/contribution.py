"""Which kinds of object a change between two years comes from."""

from collections.abc import Sequence
from dataclasses import dataclass

from offensief.charts import paint, svg
from offensief.charts.figure import Figure, Table
from offensief.charts.legends import block, legend
from offensief.charts.sheets import Scale, empty
from offensief.charts.svg import Svg
from offensief.lib import dutch

ABSENT, REST = "geen cijfer", "Niet te verdelen"
CHANCE, RISE, FALL, SAME = "kan toeval zijn", "stijging", "daling", "gelijk"
THICK = 22.0


@dataclass(frozen=True, slots=True)
class Contribution:
    """The counts of one kind in two years; None is no figure, which is not zero."""

    name: str
    before: int | None
    after: int | None
    may_be_chance: bool

    @property
    def change(self) -> int | None:
        """After minus before; None when either is not known."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def verdict(self) -> str:
        """Rise or fall only when it is not likely to be chance."""
        if self.change is None:
            return ABSENT
        if self.change == 0:
            return SAME
        if self.may_be_chance:
            return CHANCE
        return RISE if self.change > 0 else FALL


@dataclass(frozen=True, slots=True)
class YearTotal:
    """The published count of a year, all kinds together."""

    year: int
    count: int
    provisional: bool = False

    @property
    def label(self) -> str:
        """The year, with an asterisk when the figures may still change."""
        return dutch.marked(str(self.year), provisional=self.provisional)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is drawn and told."""

    before: YearTotal
    after: YearTotal
    kinds: tuple[Contribution, ...]

    @property
    def total(self) -> int:
        return self.after.count - self.before.count

    @property
    def rest(self) -> int:
        """What no kind with two figures accounts for."""
        return self.total - sum(kind.change or 0 for kind in self.kinds)

    @property
    def bars(self) -> list[tuple[str, int | None, bool]]:
        """Name, change and whether the bar is hollow, with the rest as the last."""
        rows = [(kind.name, kind.change, kind.may_be_chance) for kind in self.kinds]
        return [*rows, (REST, self.rest, True)] if self.rest else rows


def contribution_bars(
    kinds: Sequence[Contribution], *, before: YearTotal, after: YearTotal, source: str
) -> Figure:
    """Draw a bar per kind, in the given order, left of zero for fewer and right for more.

    Woning 599 to 1119 within 901 (2023) to 1543 (2024) gives: "Van 2023 op 2024 nam het aantal toe
    met 642 (van 901 naar 1.543). Woning droeg daar het meeste aan bij: +520 van de +642."
    What the kinds do not account for is a bar of its own, "Niet te verdelen".
    Raises ValueError for counts below 0 and for years that do not follow each other.
    """
    counts = [count for kind in kinds for count in (kind.before, kind.after)]
    if any(count is not None and count < 0 for count in [*counts, before.count, after.count]):
        raise ValueError("A count is 0 or more.")
    if before.year >= after.year:
        raise ValueError(f"{after.year} does not come after {before.year}.")
    drawn = _Change(before, after, tuple(kinds))
    finding = _finding(drawn)
    return Figure(
        key="bijdragen",
        title=f"Waar het verschil tussen {before.label} en {after.label} vandaan komt",
        finding=finding,
        svg=_draw(drawn, finding, width=paint.WIDE),
        svg_narrow=_draw(drawn, finding, width=paint.NARROW),
        table=_table(drawn),
        source=source,
    )


def _finding(drawn: _Change) -> str:
    if not drawn.kinds:
        return "Er zijn nog geen cijfers per soort doelwit."
    before, after = drawn.before, drawn.after
    numbers = f"van {dutch.number(before.count)} naar {dutch.number(after.count)}"
    amount = dutch.number(abs(drawn.total))
    way = f"nam het aantal {'toe' if drawn.total > 0 else 'af'} met {amount} ({numbers})"
    if drawn.total == 0:
        way = f"bleef het aantal gelijk ({dutch.number(after.count)})"
    sentences = [f"Van {before.year} op {after.year} {way}.", *_most(drawn), *_chance(drawn)]
    if before.provisional or after.provisional:
        sentences.append("Cijfers met een * zijn voorlopig.")
    return " ".join(sentences)


def _most(drawn: _Change) -> list[str]:
    """Who pushed hardest in the direction of the whole; nobody when the whole stood still."""
    side = 1 if drawn.total > 0 else -1
    pushes = {kind.name: side * (kind.change or 0) for kind in drawn.kinds}
    most = max(pushes.values())
    if drawn.total == 0 or most <= 0:
        return []
    top = [name for name, push in pushes.items() if push == most]
    verb, each = ("droeg", "") if len(top) == 1 else ("droegen", "elk ")
    part = f"{each}{dutch.signed(side * most)} van de {dutch.signed(drawn.total)}"
    return [f"{dutch.enumerate_nl(top)} {verb} daar het meeste aan bij: {part}."]


def _chance(drawn: _Change) -> list[str]:
    unsure = [kind.name.lower() for kind in drawn.kinds if kind.verdict == CHANCE]
    return [f"Bij {dutch.enumerate_nl(unsure)} kan het verschil toeval zijn."] if unsure else []


def _table(drawn: _Change) -> Table:
    rows = [
        (kind.name, _number(kind.before), _number(kind.after), _signed(kind.change), kind.verdict)
        for kind in drawn.kinds
    ]
    if drawn.rest:
        rows.append((REST, "", "", dutch.signed(drawn.rest), "niet uitgesplitst"))
    before, after = dutch.number(drawn.before.count), dutch.number(drawn.after.count)
    rows.append(("Totaal", before, after, dutch.signed(drawn.total), ""))
    head = ("Doelwit", drawn.before.label, drawn.after.label, "Verschil", "Oordeel")
    return Table("Verschil per soort doelwit", head, tuple(rows), frozenset({1, 2, 3}))


def _number(value: int | None) -> str:
    return ABSENT if value is None else dutch.number(value)


def _signed(value: int | None) -> str:
    return ABSENT if value is None else dutch.signed(value)


def _draw(drawn: _Change, finding: str, *, width: float) -> Svg:
    if not drawn.kinds:
        return empty("Nog geen cijfers", finding, width=width)
    narrow = width == paint.NARROW
    names = max(paint.text_width(name) for name, _, _ in drawn.bars)
    scale = _scale(drawn, left=0.0 if narrow else names + 14, right=width)
    parts, y = [], 6.0
    for name, change, hollow in drawn.bars:
        if narrow:
            parts.append(svg.label(0, y + 12, name))
            y += 18
        else:
            parts.append(svg.label(names, y + 16, name, text_anchor="end"))
        parts.append(_bar(change, scale, y, hollow=hollow))
        y += THICK + (12 if narrow else 10)
    if not narrow:
        zero = scale.at(0)
        parts.append(svg.line(zero, 0, zero, y - 4, stroke=paint.AXIS, stroke_width=1.5))
    key, bottom = legend(_signs(), y=y + 14, width=width)
    return svg.drawing(width=width, height=bottom, finding=finding, parts=[*parts, key])


def _scale(drawn: _Change, *, left: float, right: float) -> Scale:
    """Zero lies where both the longest bar to the left and to the right, with words, still fit."""
    changes = [change for _, change, _ in drawn.bars if change is not None]
    low, high = min([0, *changes]), max([0, *changes])
    texts = [_signed(change) for _, change, _ in drawn.bars]
    room = max(paint.text_width(text, bold=True) for text in texts) + 10
    start = left + (room if low < 0 else 2)
    return Scale(low, max(high, low + 1), start, right - room)


def _bar(change: int | None, scale: Scale, y: float, *, hollow: bool) -> Svg:
    zero = scale.at(0)
    tick = svg.line(zero, y - 1, zero, y + THICK + 1, stroke=paint.AXIS, stroke_width=1.5)
    if change is None:
        return svg.group(tick, svg.label(zero + 8, y + 16, ABSENT, fill=paint.MUTED))
    end = scale.at(change)
    left, length = min(zero, end), abs(end - zero)
    if hollow:
        inner = max(length - 2, 0)
        ink: dict[str, svg.Value] = {"fill": paint.WHITE, "stroke": paint.BLUE, "stroke_width": 2}
        shape = svg.rect(left + 1, y + 1, inner, THICK - 2, **ink)
    else:
        shape = svg.rect(left, y, length, THICK, fill=paint.BLUE if change > 0 else paint.BLUE_PALE)
    x, anchor = (end - 8, "end") if change < 0 else (end + 8, "start")
    text = svg.label(x, y + 16, dutch.signed(change), text_anchor=anchor, font_weight=700)
    return svg.group(shape, tick, text)


def _signs() -> list[tuple[str, Svg]]:
    return [
        ("meer", block(paint.BLUE, edge=paint.BLUE)),
        ("minder", block(paint.BLUE_PALE, edge=paint.BLUE_PALE)),
        ("kan toeval zijn, of is niet te verdelen", block(paint.WHITE, edge=paint.BLUE)),
    ]
