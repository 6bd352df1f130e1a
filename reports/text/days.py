"""Days of a document as text."""

from collections.abc import Callable
from datetime import date


def day_text(text: str | None, written: Callable[[date], str]) -> str:
    """A day as `written` writes it, or nothing when there is none."""
    return written(date.fromisoformat(text)) if text else ""
