"""The order of the wanted studies: 1 is the most wanted, every open one has a place of its own.

Places are not part of the version of a study: moving one would make every open form of the others
outdated. Who ranks says instead which order was on the screen.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from measures import permissions
from measures.models import RegisterEntry
from measures.registers import EntryState, Register
from offensief.accounts.models import User
from offensief.audit.services import record_all, recorded
from offensief.audit.traced import changed, facts
from offensief.lib.dutch import enumerate_nl
from offensief.lib.rules import EditConflict, require


def is_ranked(entry: RegisterEntry) -> bool:
    """An open wanted study has a place; everything else has none."""
    return (entry.register, entry.state) == (Register.WANTED_STUDY, EntryState.WANTED)


def ranked() -> list[RegisterEntry]:
    """The open wanted studies in their present order."""
    return list(RegisterEntry.objects.filter(rank__isnull=False).order_by("rank"))


def last_place() -> int:
    """The highest place in use; 0 when there is none."""
    last = RegisterEntry.objects.filter(rank__isnull=False).order_by("-rank").first()
    return last.rank or 0 if last else 0


@recorded
def rank_studies(*, order: Sequence[RegisterEntry], seen: Sequence[int], by: User) -> int:
    """Put the wanted studies in this order; gives how many got another place.

    `seen` holds the numbers (W-…) of the studies in the order the person saw. Raises NotAllowed,
    EditConflict when that is no longer the order, or ValidationError when a study is missing or
    stands there twice.
    """
    require(permissions.may_keep_plan(by), "Alleen het secretariaat bepaalt de volgorde.")
    live = ranked()
    if [study.number for study in live] != list(seen):
        raise EditConflict("Iemand anders heeft de volgorde intussen gewijzigd.")
    if wrong := _wrong_order(live, order):
        raise ValidationError(wrong)
    by_pk = {study.pk: study for study in live}
    return _place([by_pk[study.pk] for study in order], "volgorde gewijzigd", by=by)


def _wrong_order(live: Sequence[RegisterEntry], order: Sequence[RegisterEntry]) -> str:
    counts = Counter(study.pk for study in order)
    twice = [study.code for study in live if counts[study.pk] > 1]
    missing = [study.code for study in live if not counts[study.pk]]
    strange = [study.code for study in order if study.pk not in {one.pk for one in live}]
    faults = [
        f"{words}: {enumerate_nl(codes)}"
        for words, codes in (
            ("meer dan één keer", twice),
            ("ontbreekt", missing),
            ("niet (meer) gewenst", strange),
        )
        if codes
    ]
    if not faults:
        return ""
    return f"Elk gewenst onderzoek hoort één keer in de volgorde ({'; '.join(faults)})."


def order_of(places: Mapping[RegisterEntry, int | None]) -> list[RegisterEntry]:
    """The studies by the place that was given to each.

    Raises ValidationError with one sentence when the places are not 1, 2, 3 and so on, each once.
    """
    counts = Counter(place for place in places.values() if place is not None)
    wanted = range(1, len(places) + 1)
    empty = sorted((study.code for study, place in places.items() if place is None))
    faults = [
        f"{words} {enumerate_nl([str(part) for part in parts])}"
        for words, parts in (
            ("zonder plaats:", empty),
            ("meer dan één keer gebruikt: plaats", [p for p in sorted(counts) if counts[p] > 1]),
            ("niet gebruikt: plaats", [p for p in wanted if not counts[p]]),
            ("bestaat niet: plaats", sorted(set(counts) - set(wanted))),
        )
        if parts
    ]
    if faults:
        raise ValidationError(
            f"Geef elk onderzoek een eigen plaats van 1 t/m {len(places)} ({'; '.join(faults)})."
        )
    return sorted(places, key=lambda study: places[study] or 0)


def close_gap(place: int, *, by: User) -> None:
    """Those after a place that came free move up by one, in the transaction of the caller."""
    live = ranked()
    if any(study.rank == place for study in live):
        return
    _place(live, "volgorde opgeschoven", by=by)


def _place(order: Sequence[RegisterEntry], action: str, *, by: User) -> int:
    """Write places 1, 2, 3 …; only what differs, and each difference is told."""
    deeds = []
    for place, study in enumerate(order, start=1):
        if study.rank == place:
            continue
        was = facts(study)
        study.rank = place
        study.save(update_fields=["rank"])
        deeds.append(changed(study, was, action))
    record_all(deeds, by=by)
    return len(deeds)
