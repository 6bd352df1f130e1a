"""What reading an offered delivery found, and what of it still asks for a word."""

from typing import Any

from incidents.models import Upload


def open_findings(upload: Upload) -> list[dict[str, Any]]:
    """Findings that need an explanation and have none yet."""
    explained = {note.finding for note in upload.notes.all()}
    return [
        found
        for found in upload.outcome.get("findings", [])
        if found["needs_explanation"] and found["key"] not in explained
    ]
