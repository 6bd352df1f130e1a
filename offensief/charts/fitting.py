"""Words in a picture that must not outgrow their place; the table holds the full text."""

from offensief.charts import paint


def fitted(content: str, *, width: float, size: float = paint.TEXT, most: int = 2) -> list[str]:
    """Lines that fit a width in pixels; what does not fit is cut with an ellipsis.

    "Werkafspraken met gemeenten over nazorg" in 120 units and at most 2 lines becomes
    "Werkafspraken", "met gemeenten…".
    """
    longest = max(1, int(width / paint.text_width("n", size=size)))
    lines = paint.wrapped(" ".join(content.split()), width=width, size=size)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_cut(line, longest) for line in lines]


def _cut(line: str, longest: int) -> str:
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
