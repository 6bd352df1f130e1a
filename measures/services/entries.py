"""Keeping the registers: adding an entry and changing it. All nine go the same way."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from measures import permissions
from measures.models import RegisterEntry
from measures.registers import SPECS, EntryState, Register
from measures.services import ranking
from measures.services.entry_rules import EntryWish, check
from offensief.accounts.models import User
from offensief.audit.services import Facts, record, recorded
from offensief.audit.traced import changed, facts, made
from offensief.lib import kamerstuk
from offensief.lib.rules import EditConflict, require, same_version

ONLY_SECRETARIAT = "Alleen het secretariaat houdt de registers bij."
_COPIED = (
    "kind",
    "state",
    "owner",
    "raised_by",
    "meeting",
    "due_on",
    "settled_on",
)
_TEXTS = ("title", "description", "party", "product_version", "outcome", "link")


@recorded
def save_entry(
    *,
    register: Register,
    entry: RegisterEntry | None,
    version: int | None,
    wish: EntryWish,
    by: User,
) -> RegisterEntry:
    """Add an entry (`entry` None) or change it; `version` is the one the person saw.

    Raises NotAllowed, EditConflict when somebody was first, or ValidationError by field. Saving
    without a difference writes nothing.
    """
    require(permissions.may_keep_plan(by), ONLY_SECRETARIAT)
    if entry is None:
        check(register, None, wish)
        _refuse_second_press(register, wish)
        return _add(register, wish, by=by)
    entry = _fresh(entry, version)
    check(register, entry, wish)
    return _change(entry, wish, by=by)


def _fresh(entry: RegisterEntry, version: int | None) -> RegisterEntry:
    found = RegisterEntry.objects.get(pk=entry.pk)
    if version is None:
        raise EditConflict("Dit formulier is verouderd. Open de regel opnieuw.")
    same_version(version, found.version, what=f"{found.code}")
    return found


def _refuse_second_press(register: Register, wish: EntryWish) -> None:
    """The same title on the same day, within a minute: a button that was pressed twice."""
    there = (
        RegisterEntry.objects.of(register)
        .filter(
            title__iexact=wish.title.strip(),
            due_on=wish.due_on,
            made_at__gte=timezone.now() - timedelta(minutes=1),
        )
        .first()
    )
    if there:
        raise ValidationError(
            {"title": f"Dit is net al toegevoegd, als {there.code}. Open die regel om te wijzigen."}
        )


def next_number(register: Register) -> int:
    """Counts on; entries are never removed, so a number never comes back."""
    last = RegisterEntry.objects.of(register).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _add(register: Register, wish: EntryWish, *, by: User) -> RegisterEntry:
    entry = RegisterEntry(register=register, number=next_number(register))
    _fill(entry, wish)
    entry.rank = ranking.last_place() + 1 if ranking.is_ranked(entry) else None
    entry.save()
    entry.measures.set(wish.measures)
    deed = made(entry, f"{SPECS[register].one} toegevoegd", reason=wish.reason.strip())
    record(deed, by=by)
    return entry


def _fill(entry: RegisterEntry, wish: EntryWish) -> None:
    for name in _COPIED:
        setattr(entry, name, getattr(wish, name))
    for name in _TEXTS:
        setattr(entry, name, getattr(wish, name).strip())
    entry.reference = kamerstuk.parse(wish.reference).text if wish.reference else ""


def _change(entry: RegisterEntry, wish: EntryWish, *, by: User) -> RegisterEntry:
    was, place = facts(entry), entry.rank
    _fill(entry, wish)
    if ranking.is_ranked(entry):
        entry.rank = place or ranking.last_place() + 1
    else:
        entry.rank = None
    numbers = sorted(measure.number for measure in wish.measures)
    if facts(entry) == was and was["measures"] == numbers:
        return entry
    entry.version += 1
    entry.save()
    entry.measures.set(wish.measures)
    record(changed(entry, was, _action(entry, was), reason=wish.reason.strip()), by=by)
    if place and entry.rank is None:
        ranking.close_gap(place, by=by)
    return entry


def _action(entry: RegisterEntry, was: Facts) -> str:
    if was["state"] == entry.state:
        return "registerregel gewijzigd"
    return f"stand gewijzigd: {EntryState(entry.state).label.lower()}"
