"""What a worker does with an offered delivery first: read it, compare it, check it."""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone

from incidents.checks.finding import Finding, Weight
from incidents.checks.run import find_in_delivery
from incidents.delivery.cells import Period, WrongCell
from incidents.delivery.changes import (
    Cell,
    CellChange,
    ChangeKind,
    Changes,
    compare_deliveries,
)
from incidents.delivery.entries import Entry, Reading, Wish
from incidents.delivery.grid import UnreadableFile
from incidents.delivery.header import PersonalData
from incidents.delivery.packing import pack
from incidents.delivery.reading import read_delivery
from incidents.geography import AreaNotFound, Gazetteer, gazetteer
from incidents.models import (
    Area,
    AreaLevel,
    Definition,
    ObjectType,
    Outcome,
    Upload,
    UploadContent,
    UploadState,
)
from incidents.selectors import counted
from incidents.selectors.predecessor import predecessor
from incidents.selectors.standing import newest_release, said_by, standing
from incidents.services import claims, notices
from incidents.services.claims import Claim
from incidents.services.hiding import plan_hiding
from incidents.services.zeros import MOST_ZEROS, zeros_of
from incidents.sight import Sight
from offensief.audit.services import record, recorded
from offensief.audit.traced import changed, facts
from offensief.lib.dutch import number, period, plural

# Tried in this order when the file does not say what kind of area a name is; a name that fits two
# of them is asked about.
_LEVELS = (
    AreaLevel.MUNICIPALITY,
    AreaLevel.UNIT,
    AreaLevel.PROVINCE,
    AreaLevel.SAFETY_REGION,
)


class AreaFinder:
    """Finds areas by name or code. Reads each level once."""

    def __init__(self) -> None:
        self._levels: dict[AreaLevel, Gazetteer] = {}
        rows = list(Area.objects.values_list("code", "level", "name"))
        self.level_of = {code: level for code, level, _ in rows}
        self.name_of = {code: name for code, _, name in rows}

    def find(self, text: str, level: str, day: date) -> str:
        """Code of the area that is meant. Raises WrongCell."""
        if text.upper() in self.level_of:
            # A code says by itself what it is; only whether it existed is still asked.
            level = self.level_of[text.upper()]
        if level in {"", AreaLevel.COUNTRY} and text.upper() == "NL":
            return "NL"
        try:
            if level:
                return self._level(AreaLevel(level)).find(text, day).code
            return self._any_level(text, day)
        except AreaNotFound as error:
            raise WrongCell(str(error)) from error

    def _any_level(self, text: str, day: date) -> str:
        found = []
        for level in _LEVELS:
            try:
                found.append(self._level(level).find(text, day))
            except AreaNotFound:
                continue
        if len(found) == 1:
            return found[0].code
        if found:
            kinds = " of een ".join(AreaLevel(area.level).label.lower() for area in found)
            raise WrongCell(
                f"'{text[:40]}' kan een {kinds} zijn. Voeg de kolom 'soort gebied' toe, of kies op "
                "het formulier om wat voor gebieden het gaat."
            )
        # Says why not, such as that a municipality has merged.
        return self._level(AreaLevel.MUNICIPALITY).find(text, day).code

    def _level(self, level: AreaLevel) -> Gazetteer:
        if level not in self._levels:
            self._levels[level] = gazetteer(level)
        return self._levels[level]


def read(claim: Claim) -> None:
    """Read the file of an upload and keep what was found. Raises LostLease."""
    upload = Upload.objects.select_related("definition", "supersedes").get(pk=claim.upload_id)
    claims.advance(claim, "Bestand lezen")
    finder = AreaFinder()
    try:
        reading = read_delivery(
            bytes(upload.content.data), name=upload.name, wish=_wish(upload, claim, finder)
        )
    except PersonalData as refusal:
        _refuse(claim, upload, str(refusal))
        return
    except UnreadableFile as fault:
        _finish(claim, upload, UploadState.FAULTY, error=str(fault))
        return
    if reading.fault_count:
        text = (
            f"Er {'staat' if reading.fault_count == 1 else 'staan'} "
            f"{plural(reading.fault_count, 'fout', 'fouten')} in dit bestand. Er is niets "
            "overgenomen. Verbeter het bestand en bied het opnieuw aan."
        )
        _finish(claim, upload, UploadState.FAULTY, error=text, outcome=_told(reading))
        return
    zeros = zeros_of(reading.entries, upload.complete_levels)
    if len(zeros) > MOST_ZEROS:
        text = (
            f"Dit bestand zegt dat het volledig is, en daarmee dat {number(len(zeros))} keer niets "
            "is geteld. Dat zijn er te veel. Bied het aan zonder 'volledig voor', of splits het."
        )
        _finish(claim, upload, UploadState.FAULTY, error=text, outcome=_told(reading))
        return
    entries = [*reading.entries, *zeros]
    claims.advance(claim, "Vergelijken met de vorige levering")
    outcome = _told(reading) | {"zeros": len(zeros)} | _compared(upload, entries, finder)
    claims.advance(claim, "Controleren op tegenstrijdigheden")
    outcome["findings"] += _contradictions(upload, entries)
    figures = pack(entries)
    _finish(claim, upload, UploadState.READY, outcome=outcome, figures=figures)


def _wish(upload: Upload, claim: Claim, finder: AreaFinder) -> Wish:
    whole = None
    if upload.period_start and upload.period_end:
        whole = Period(upload.period_start, upload.period_end)
    # A delivery has figures of one kind: made up, or real.
    known = Definition.objects.filter(is_demo=upload.definition.is_demo)
    return Wish(
        definition=upload.definition.code,
        definitions=set(known.values_list("code", flat=True)),
        find_area=finder.find,
        level=upload.level,
        period=whole,
        known_on=upload.known_on,
        tell=lambda lines: claims.advance(
            claim, f"{number(lines)} regels gelezen" if lines else "Excel-bestand openen"
        ),
    )


def _told(reading: Reading) -> dict[str, Any]:
    return {
        "read_as": reading.read_as,
        "remarks": reading.remarks,
        "lines": reading.line_count,
        "figures": len(reading.entries),
        "absent": reading.absent_count,
        "faults": [list(fault) for fault in reading.faults],
        "fault_count": reading.fault_count,
    }


def _compared(upload: Upload, entries: list[Entry], finder: AreaFinder) -> dict[str, Any]:
    def slice_of(cell: Cell) -> tuple[object, ...]:
        definition, start, end, area, *_ = cell
        return definition, start, end, finder.level_of.get(area)

    earlier = predecessor(upload)
    covered = {slice_of(entry.cell) for entry in entries}
    now = standing(entries, upload.known_on)
    changes = compare_deliveries(
        entries, now.known, said_by(earlier, lambda cell: slice_of(cell) in covered)
    )
    levels: dict[str, int] = {}
    for entry in entries:
        level = finder.level_of[entry.area]
        levels[level] = levels.get(level, 0) + 1
    hiding = plan_hiding(entries)
    return {
        "levels": levels,
        "basis": newest_release(upload.definition),
        "compared_with": str(earlier) if earlier else "",
        "same": changes.same,
        "counts": {kind.value: count for kind, count in changes.counts.items()},
        "changes": [_change(change) for change in changes.shown],
        "hidden": len(hiding.reasons),
        "exposed": [finder.name_of.get(area, area) for area in hiding.exposed],
        "findings": [*_outliers(changes, finder), *_gone(changes), *_overtaken(len(now.newer))],
    }


def _change(change: CellChange) -> dict[str, Any]:
    definition, start, end, area, object_type, outcome = change.cell
    return {
        "kind": change.kind.value,
        "line": change.line,
        "definition": definition,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "area": area,
        "object": object_type,
        "outcome": outcome,
        "old": change.old,
        "new": change.new,
        "old_text": change.old_text,
        "new_text": change.new_text,
        "source": change.source,
    }


# More at once is one finding about all of them: nobody explains five hundred cells one by one.
_MOST_SINGLE = 25


def _outliers(changes: Changes, finder: AreaFinder) -> Iterator[dict[str, Any]]:
    for change in changes.outliers[:_MOST_SINGLE]:
        _, start, end, area, object_type, outcome = change.cell
        kinds = f"{ObjectType(object_type).label.lower()}, {Outcome(outcome).label.lower()}"
        yield _finding(
            "outlier",
            repr(change.cell),
            f"{finder.name_of[area]}, {period(start, end)} ({kinds}): van "
            f"{number(change.old or 0)} naar {number(change.new or 0)}. Dat is meer dan een "
            f"gewone bijstelling. Het eerdere cijfer is van {change.source}.",
        )
    left = len(changes.outliers) - _MOST_SINGLE
    if left > 0:
        text = f"Nog {plural(left, 'ander cijfer wijkt', 'andere cijfers wijken')} sterk af."
        yield _finding("outlier", "rest", text)


def _gone(changes: Changes) -> Iterator[dict[str, Any]]:
    gone = changes.counts[ChangeKind.GONE]
    if gone:
        yield _finding(
            "gone",
            "gone",
            f"{plural(gone, 'cijfer', 'cijfers')} uit de vorige levering over dezelfde perioden "
            f"{'ontbreekt' if gone == 1 else 'ontbreken'} nu. Die blijven staan zoals ze waren.",
        )


def _overtaken(newer: int) -> Iterator[dict[str, Any]]:
    if newer:
        these = "dit cijfer komt" if newer == 1 else "deze cijfers komen"
        yield _finding(
            "overtaken",
            "overtaken",
            f"Van {plural(newer, 'cijfer', 'cijfers')} is met een latere peildatum al iets "
            f"anders bekend. Dat blijft gelden; {these} alleen in de geschiedenis.",
        )


def _contradictions(upload: Upload, entries: list[Entry]) -> list[dict[str, Any]]:
    offered = list(counted.offered(upload, entries))
    beside = counted.stored(counted.beside(upload), Sight.desk(timezone.now()))
    return [_contradiction(finding) for finding in find_in_delivery(offered, beside)]


def _contradiction(finding: Finding) -> dict[str, Any]:
    told = _finding(finding.check, finding.fingerprint, finding.sentence)
    return told | {
        "needs_explanation": finding.weight is not Weight.NOTICE,
        "cells": [cell.as_cell() for cell in finding.cells],
    }


def _finding(kind: str, subject: str, text: str) -> dict[str, Any]:
    key = hashlib.sha256(f"{kind} {subject}".encode()).hexdigest()
    return {"key": key, "kind": kind, "text": text, "needs_explanation": True, "cells": []}


@recorded
def _refuse(claim: Claim, upload: Upload, why: str) -> None:
    """Facts about people: the file is wiped, and only that is kept."""
    UploadContent.objects.filter(upload=upload).delete()
    _end(claim, upload, UploadState.REFUSED, error=why, outcome={})


@recorded
def _finish(
    claim: Claim,
    upload: Upload,
    state: UploadState,
    *,
    error: str = "",
    outcome: dict[str, Any] | None = None,
    figures: bytes = b"",
) -> None:
    UploadContent.objects.filter(upload=upload).update(figures=figures)
    _end(claim, upload, state, error=error, outcome=outcome or {})


def _end(
    claim: Claim, upload: Upload, state: UploadState, *, error: str, outcome: dict[str, Any]
) -> None:
    was = facts(upload)
    claims.write(
        claim,
        state=state,
        error=error,
        outcome=outcome,
        lease_until=None,
        step_label="",
        version=F("version") + 1,
    )
    upload.refresh_from_db()
    record(changed(upload, was, f"levering gelezen: {upload.get_state_display().lower()}"), by=None)
    notices.tell(upload)
