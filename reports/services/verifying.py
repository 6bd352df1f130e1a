"""Holding what is kept of an edition against itself: hashes, and files that are made once more.

Nothing is written. A file that was made by other versions than ours may rightly come out
otherwise, so of that one only the hash is compared.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from offensief.lib.dutch import enumerate_nl
from reports.canonical import canonical_text, digest
from reports.formats.maker import MAKERS, made_with
from reports.kinds.schemas import SCHEMA
from reports.models import Artefact, Edition, Format, JobState
from reports.printing import PrintFailed, print_file


@dataclass(frozen=True, slots=True)
class Finding:
    """What came out of one comparison, as a sentence."""

    text: str
    is_good: bool


def verify(edition: Edition) -> Iterator[Finding]:
    """The document first, then each file in the order in which they are listed."""
    document = list(_document(edition))
    yield from document
    is_sound = all(finding.is_good for finding in document)
    kept = list(edition.artefacts.order_by("format"))
    for artefact in kept:
        yield _artefact(artefact, edition.document if is_sound else "")
    missing = [form.label for form in Format if form not in {a.format for a in kept}]
    if missing:
        told = f"niet bewaard, en dus niet vergeleken: {enumerate_nl(missing)}."
        # An edition of before version 3 had a PDF only, and one that failed says so on its page.
        is_lost = f'"{SCHEMA}"' in edition.document and edition.job.state == JobState.DONE
        yield _bad(told) if is_lost else _good(told)


def _document(edition: Edition) -> Iterator[Finding]:
    if digest(edition.document) != edition.sha256:
        yield _bad("het document heeft een andere SHA-256 dan bij het bevriezen is vastgelegd.")
        return
    try:
        is_canonical = canonical_text(json.loads(edition.document)) == edition.document
    except (ValueError, TypeError) as error:
        yield _bad(f"het document is niet te lezen: {error}")
        return
    if is_canonical:
        yield _good(f"het document is gelijk aan wat is vastgelegd (SHA-256 {edition.sha256}).")
    else:
        yield _bad("het document staat niet in de vaste schrijfwijze.")


def _artefact(artefact: Artefact, document: str) -> Finding:
    """One file against its hash, and against the same file made anew."""
    name, kept = artefact.get_format_display(), bytes(artefact.content)
    if digest(kept) != artefact.sha256:
        return _bad(f"het bestand {name} is veranderd: de SHA-256 past niet bij de inhoud.")
    if artefact.made_with != made_with():
        return _good(
            f"het bestand {name} past bij zijn SHA-256. Het is met andere versies gemaakt "
            f"({artefact.made_with or 'niet vastgelegd'}), dus het is niet opnieuw gemaakt."
        )
    if artefact.format not in MAKERS:
        return _bad(f"het bestand {name} kan hier niet opnieuw worden gemaakt.")
    if not document:
        return _good(
            f"het bestand {name} past bij zijn SHA-256. Het is niet opnieuw gemaakt, want het "
            "document klopt niet."
        )
    try:
        again = print_file(document, artefact.format, tell=lambda step: None)
    except PrintFailed as error:
        return _bad(f"het bestand {name} kon niet opnieuw worden gemaakt: {error}")
    if again != kept:
        return _bad(f"het bestand {name} komt er anders uit als het opnieuw wordt gemaakt.")
    return _good(f"het bestand {name} is gelijk: opnieuw gemaakt, dezelfde bytes.")


def _good(text: str) -> Finding:
    return Finding(text, is_good=True)


def _bad(text: str) -> Finding:
    return Finding(text, is_good=False)
