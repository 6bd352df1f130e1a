"""Keeps what the checks find in the store, and what people say about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from incidents.checks.finding import Finding
from incidents.checks.run import find_all
from incidents.models import (
    Clearance,
    Discrepancy,
    DiscrepancyNote,
    Observation,
    Release,
    SeenBy,
    Sighting,
    StoreCheck,
)
from incidents.models.figures import ObservationQuerySet
from incidents.permissions import may_explain_discrepancies
from incidents.selectors import counted
from incidents.sight import Sight
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


@dataclass(frozen=True, slots=True)
class _Told:
    """What a check says, and whether of figures that are made up."""

    finding: Finding
    is_demo: bool


type Found = dict[SeenBy, dict[str, _Told]]


def check_store() -> Checked:
    """Run all checks over all figures, and keep what is found among the figures that some see.

    What was found before stays as it was, with its notes. Run twice it changes nothing, and two at
    the same time wait for each other. Real and made up figures are checked apart.
    """
    with transaction.atomic():
        _one_at_a_time()
        now = timezone.now()
        found = _find(now)
        # Only from here on: checking takes seconds, in which others must be able to write. Nothing
        # was written yet, so nobody who holds the trail waits for a row of ours.
        hold_trail()
        StoreCheck.objects.create(at=now)
        return _keep(found, now)


def has_opened() -> bool:
    """Whether figures opened or an embargo ended since the last check: some see others now."""
    last = StoreCheck.objects.last()
    if last is None:
        return True
    since = last.at, timezone.now()
    return (
        Release.objects.filter(embargo_until__range=since).exists()
        or Clearance.objects.filter(opens_at__range=since).exists()
    )


def _one_at_a_time() -> None:
    """From here on only this lock is held, also while the checks think without asking anything."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('incidents.check_store'))")


def _find(now: datetime) -> Found:
    done: dict[frozenset[tuple[int, str]], dict[str, _Told]] = {}
    found: Found = {}
    for seen_by, sight in (
        (SeenBy.PUBLIC, Sight.public(now)),
        (SeenBy.PARLIAMENT, Sight.parliament(now)),
        (SeenBy.PARTNERS, Sight.partners(now)),
    ):
        # Mostly all three see the same figures, and looking once is enough.
        cleared = Clearance.objects.open_for(sight)
        cleared = cleared.filter(release__in=Release.objects.visible(sight))
        opened = frozenset(cleared.values_list("release_id", "level"))
        if opened not in done:
            done[opened] = _among(Observation.objects.shown(sight), sight)
        found[seen_by] = done[opened]
    found[SeenBy.EVERYTHING] = _among(Observation.objects.all(), Sight.desk(now))
    return found


def _among(figures: ObservationQuerySet, sight: Sight) -> dict[str, _Told]:
    return {
        finding.fingerprint: _Told(finding, is_demo)
        for is_demo in (False, True)
        for finding in find_all(
            counted.stored(figures.filter(release__is_demo=is_demo), sight),
            counted.printed_shares(is_demo=is_demo),
        )
    }


def _keep(found: Found, now: datetime) -> Checked:
    made = _make_new(found, now)
    kept = {
        (sighting.discrepancy.fingerprint, sighting.seen_by): sighting
        for sighting in Sighting.objects.select_related("discrepancy").defer("discrepancy__cells")
    }
    here = {(told, seen_by) for seen_by, findings in found.items() for told in findings}
    added = Sighting.objects.bulk_create(
        _seen(made[fingerprint], seen_by, found[seen_by][fingerprint].finding, now)
        for fingerprint, seen_by in here - kept.keys()
    )
    gone = [s for place, s in kept.items() if place not in here and s.gone_at is None]
    back = [s for place, s in kept.items() if place in here and s.gone_at is not None]
    _move(gone, now)
    _move(back, None)
    deeds = [
        *_deeds(added, "tegenstrijdigheid gevonden"),
        *_deeds(gone, "tegenstrijdigheid niet meer gevonden"),
        *_deeds(back, "tegenstrijdigheid weer gevonden"),
    ]
    if deeds:
        record_all(deeds, by=None)
    return Checked(*(len({s.discrepancy_id for s in moved}) for moved in (added, gone, back)))


def _make_new(found: Found, now: datetime) -> dict[str, Discrepancy]:
    """All contradictions that are or were found, by fingerprint."""
    kept = {d.fingerprint: d for d in Discrepancy.objects.defer("cells")}
    new: dict[str, Discrepancy] = {}
    for findings in found.values():
        for fingerprint, told in findings.items():
            if fingerprint not in kept and fingerprint not in new:
                new[fingerprint] = _made(told, now)
    Discrepancy.objects.bulk_create(new.values())
    return kept | new


def _made(told: _Told, now: datetime) -> Discrepancy:
    finding = told.finding
    return Discrepancy(
        check_key=finding.check,
        fingerprint=finding.fingerprint,
        cells=[cell.as_cell() for cell in finding.cells],
        found_at=now,
        is_demo=told.is_demo,
    )


def _seen(discrepancy: Discrepancy, seen_by: SeenBy, finding: Finding, now: datetime) -> Sighting:
    return Sighting(
        discrepancy=discrepancy,
        seen_by=seen_by,
        severity=finding.weight.value,
        sentence=finding.sentence,
        found_at=now,
    )


def _move(sightings: Sequence[Sighting], gone_at: datetime | None) -> None:
    ids = [sighting.pk for sighting in sightings]
    Sighting.objects.filter(pk__in=ids).update(gone_at=gone_at)


def _deeds(sightings: Iterable[Sighting], action: str) -> list[Deed]:
    """One per contradiction, which names for whom."""
    by_contradiction: dict[int, list[Sighting]] = {}
    for sighting in sorted(sightings, key=_widest_last):
        by_contradiction.setdefault(sighting.discrepancy_id, []).append(sighting)
    return [
        Deed(
            action=action,
            subject=moved[0].discrepancy,
            subject_id=str(moved[0].discrepancy_id),
            before={},
            after={
                "controle": moved[0].discrepancy.check_key,
                "kenmerk": moved[0].discrepancy.fingerprint,
                "voor": [sighting.get_seen_by_display() for sighting in moved],
            },
        )
        for moved in by_contradiction.values()
    ]


def _widest_last(sighting: Sighting) -> tuple[int, int]:
    return sighting.discrepancy_id, SeenBy.values.index(sighting.seen_by)


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
