"""Keeps what the checks find in the store, and what people say about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from incidents.checks.finding import Finding
from incidents.checks.run import find_all
from incidents.models import Discrepancy, DiscrepancyNote, Observation
from incidents.permissions import may_explain_discrepancies
from incidents.selectors import counted
from offensief.accounts.models import User
from offensief.audit.services import Deed, hold_trail, record, record_all, recorded
from offensief.lib.rules import missing, require, too_long

NOT_YOURS = "Alleen het secretariaat en de cijfereigenaar leggen tegenstrijdigheden uit."


@dataclass(frozen=True, slots=True)
class Checked:
    """How many contradictions are new, are no longer found, and are found again."""

    added: int
    gone: int
    back: int


def check_store() -> Checked:
    """Run all checks over all figures, also under embargo, and keep what is found.

    What was found before stays as it was, with its notes. Run twice it changes nothing, and two at
    the same time wait for each other. Real and made up figures are checked apart.
    """
    with transaction.atomic():
        _one_at_a_time()
        now = timezone.now()
        found = {is_demo: _find(is_demo=is_demo, at=now) for is_demo in (False, True)}
        # Only from here on: checking takes seconds, in which others must be able to write. Nothing
        # was written yet, so nobody who holds the trail waits for a row of ours.
        hold_trail()
        return _keep(found, now)


def _one_at_a_time() -> None:
    """From here on only this lock is held, also while the checks think without asking anything."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('incidents.check_store'))")


def _find(*, is_demo: bool, at: datetime) -> dict[str, Finding]:
    figures = counted.stored(Observation.objects.filter(release__is_demo=is_demo), at=at)
    found = find_all(figures, counted.printed_shares(is_demo=is_demo))
    return {finding.fingerprint: finding for finding in found}


def _keep(found: dict[bool, dict[str, Finding]], now: datetime) -> Checked:
    kept = {d.fingerprint: d for d in Discrepancy.objects.all()}
    here = found[False].keys() | found[True].keys()
    added = Discrepancy.objects.bulk_create(
        _made(finding, now, is_demo=is_demo)
        for is_demo, findings in found.items()
        for fingerprint, finding in findings.items()
        if fingerprint not in kept
    )
    gone = [d for f, d in kept.items() if f not in here and d.gone_at is None]
    back = [d for f, d in kept.items() if f in here and d.gone_at is not None]
    _move(gone, now)
    _move(back, None)
    deeds = [
        *_deeds(added, "tegenstrijdigheid gevonden"),
        *_deeds(gone, "tegenstrijdigheid niet meer gevonden"),
        *_deeds(back, "tegenstrijdigheid weer gevonden"),
    ]
    if deeds:
        record_all(deeds, by=None)
    return Checked(len(added), len(gone), len(back))


def _made(finding: Finding, now: datetime, *, is_demo: bool) -> Discrepancy:
    return Discrepancy(
        check_key=finding.check,
        fingerprint=finding.fingerprint,
        severity=finding.weight.value,
        sentence=finding.sentence,
        cells=[cell.as_cell() for cell in finding.cells],
        found_at=now,
        is_demo=is_demo,
    )


def _move(discrepancies: Sequence[Discrepancy], gone_at: datetime | None) -> None:
    ids = [discrepancy.pk for discrepancy in discrepancies]
    Discrepancy.objects.filter(pk__in=ids).update(gone_at=gone_at)


def _deeds(discrepancies: Iterable[Discrepancy], action: str) -> list[Deed]:
    return [
        Deed(
            action=action,
            subject=discrepancy,
            subject_id=str(discrepancy.pk),
            before={},
            after={"controle": discrepancy.check_key, "kenmerk": discrepancy.fingerprint},
        )
        for discrepancy in discrepancies
    ]


@recorded
def explain(
    *, discrepancy: Discrepancy, text: str, is_explained: bool, by: User
) -> DiscrepancyNote:
    """Say why figures contradict each other, or that it is still open. Raises ValidationError."""
    require(may_explain_discrepancies(by), NOT_YOURS)
    if faults := missing({"text": text}, {"text": "Schrijf wat er aan de hand is."}):
        raise ValidationError(faults)
    if faults := too_long({"text": text}):
        raise ValidationError(faults)
    note = DiscrepancyNote.objects.create(
        discrepancy=discrepancy, text=text, is_explained=is_explained, by=by
    )
    action = "tegenstrijdigheid verklaard" if is_explained else "tegenstrijdigheid weer open"
    deed = Deed(
        action=action,
        subject=discrepancy,
        subject_id=str(discrepancy.pk),
        before={},
        # What was written may name figures; it stays with the note.
        after={"verklaard": is_explained, "toelichting": note.pk},
    )
    record(deed, by=by)
    return note
