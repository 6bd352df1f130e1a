"""Colours and type of the charts: the same values as static/css/tokens.css.

A picture carries its own colours, because the style sheet does not reach it in the PDF. The two
bar colours differ in lightness as well, so a grey print still tells them apart.
"""

FONT = "Noto Sans, Segoe UI, Helvetica Neue, Arial, sans-serif"
INK = "#17212b"
MUTED = "#515c66"
LINE = "#ddd8cd"
AXIS = "#6f7780"
WHITE = "#ffffff"
PAPER = "#faf8f4"
BLUE_900 = "#0c2a43"
BLUE = "#17507b"
BLUE_500 = "#4f83ab"
BLUE_PALE = "#a9c5da"
BLUE_SOFT = "#e4eef5"
ACCENT = "#b3501c"
ACCENT_DARK = "#8a3a10"

TEXT = 14
SMALL = 12.5
WIDE = 680
NARROW = 288


def text_width(content: str, *, size: float = TEXT, bold: bool = False) -> float:
    """Width that a text takes at most, near enough to keep labels from touching.

    Noto Sans is about 0.55 em per character on average, digits 0.572; bold about 7% more.
    """
    return len(content) * size * (0.62 if bold else 0.57)


def wrapped(content: str, *, width: float, size: float = SMALL) -> list[str]:
    """Lines that fit a width, broken at spaces and after hyphens; one long word stays whole.

    "Zeeland-West-Brabant" in 80 units becomes "Zeeland-", "West-", "Brabant".
    """
    lines = [""]
    for piece in content.replace("-", "-\0").replace(" ", " \0").split("\0"):
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size=size) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]
