"""Text of people, made fit for files of XML: Word and Excel."""

import re

# XML has no place for these, and marks that turn the reading direction would hide what is said.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANK_LINES = re.compile(r"\n\s*\n")


def clean(text: str) -> str:
    """Text with only signs that XML can hold, and one way to end a line."""
    kept = _TURNING.sub("", _NO_XML.sub("", text))
    return kept.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def paragraphs(text: str) -> list[str]:
    """What stands between blank lines: "a\\n\\nb\\nc" is "a" and "b\\nc"."""
    return [part.strip() for part in _BLANK_LINES.split(clean(text)) if part.strip()]


def one_line(text: str) -> str:
    """Text without ends of lines, for a heading or a caption."""
    return " ".join(clean(text).split())
