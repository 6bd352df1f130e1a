"""Deliveries on the desk, made the way people and workers make them."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook

from incidents.models import (
    Audience,
    Definition,
    Discrepancy,
    Release,
    ReleaseKind,
    ReleaseStatus,
    Upload,
)
from incidents.services import desk, working
from incidents.services.desk import ReleaseWish, UploadWish
from offensief.accounts.models import User

HALF_YEAR = """gebied;soort gebied;periode;object;aantal
Nederland;land;2026-H1;totaal;600
Nederland;land;2026-H1;woning;400
Nederland;land;2026-H1;bedrijf;100
Nederland;land;2026-H1;voertuig;80
Nederland;land;2026-H1;infra;5
Nederland;land;2026-H1;overige;15
Rotterdam;politie-eenheid;2026-H1;totaal;120
"""


def wish(**changes: object) -> UploadWish:
    """What the form says about an ordinary delivery."""
    usual: dict[str, object] = {
        "title": "Eerste helft van 2026",
        "organisation": "Politie (LFCT)",
        "document": "Register aanslagen",
        "address": "",
        "known_on": date(2026, 7, 10),
        "status": ReleaseStatus.PROVISIONAL,
        "kind": ReleaseKind.FIRST,
        "reason": "",
        "supersedes": None,
        "definition": Definition.objects.get(code="A"),
        "level": "",
        "period_start": None,
        "period_end": None,
        "complete_levels": (),
        "note": "",
    }
    return UploadWish(**{**usual, **changes})  # type: ignore[arg-type]


def offer(text: str | bytes, by: User, *, name: str = "telling.csv", **changes: object) -> Upload:
    """A delivery that was offered; no worker has looked at it yet."""
    data = text.encode() if isinstance(text, str) else text
    return desk.receive(wish=wish(**changes), data=data, name=name, by=by)


def read(text: str | bytes, by: User, *, name: str = "telling.csv", **changes: object) -> Upload:
    """A delivery that was offered and read."""
    upload = offer(text, by, name=name, **changes)
    working.work(upload.pk)
    upload.refresh_from_db()
    return upload


def explain_all(upload: Upload, by: User) -> None:
    """A word of explanation for everything that was found."""
    for finding in upload.outcome["findings"]:
        desk.explain(upload=upload, finding=finding["key"], text="Nagekeken, klopt.", by=by)


def release(
    upload: Upload,
    by: User,
    *,
    opened_for: dict[str, Audience] | None = None,
    embargo_until: object = None,
) -> Release:
    """Released by another person, and written by a worker."""
    upload.refresh_from_db()
    found = opened_for
    if found is None:
        found = dict.fromkeys(upload.outcome.get("levels", {}), Audience.PUBLIC)
    desk.ask_release(
        upload=upload,
        version=upload.version,
        wish=ReleaseWish(embargo_until=embargo_until, opened_for=found),  # type: ignore[arg-type]
        by=by,
    )
    working.work(upload.pk)
    upload.refresh_from_db()
    assert upload.release is not None
    return upload.release


def accepted(text: str | bytes, owner: User, head: User, **changes: object) -> Release:
    """Offered, read, explained and released for everybody."""
    upload = read(text, owner, **changes)  # type: ignore[arg-type]
    explain_all(upload, owner)
    return release(upload, head)


def contradiction_that_says(words: str) -> Discrepancy:
    """The one contradiction with these words, for whomever it was found."""
    return Discrepancy.objects.filter(sightings__sentence__contains=words).distinct().get()


def sheet(*rows: list[object]) -> bytes:
    """A workbook with these rows."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
