"""Register entries for tests."""

import itertools
from typing import Any

from django.utils import timezone

from measures.models import Partner, RegisterEntry
from measures.registers import CLOSED, SPECS, EntryState, Register
from measures.services import entries
from measures.services.entry_rules import EntryWish
from offensief.accounts.models import User

# The same title twice within a minute is refused as a double press.
_COUNT = itertools.count(1)


def wish_for(register: Register, **differences: Any) -> EntryWish:
    """A wish that breaks no rule, in the first state of the register or the one asked for."""
    spec = SPECS[register]
    said: dict[str, Any] = {
        "title": f"Voorbeeld {next(_COUNT)} van een {spec.one}",
        "state": spec.states[0],
    }
    if spec.kinds:
        said["kind"] = spec.kinds[0]
    if "raised_by" in spec.required:
        said["raised_by"] = Partner.objects.get(key="vng")
    state = EntryState(differences.get("state", said["state"]))
    if state in CLOSED:
        said |= {"settled_on": timezone.localdate(), "outcome": "Dit kwam eruit."}
    return EntryWish(**{**said, **differences})


def make_entry(register: Register, by: User, **differences: Any) -> RegisterEntry:
    """A saved entry."""
    return entries.save_entry(
        register=register, entry=None, version=None, wish=wish_for(register, **differences), by=by
    )


def change_entry(entry: RegisterEntry, by: User, **differences: Any) -> RegisterEntry:
    """Change what is asked for, and leave the rest."""
    names = [n for n in EntryWish.__dataclass_fields__ if n not in {"measures", "reason"}]
    now = {name: getattr(entry, name) for name in names}
    now |= {"state": EntryState(entry.state), "measures": tuple(entry.measures.all())}
    return entries.save_entry(
        register=Register(entry.register),
        entry=entry,
        version=entry.version,
        wish=EntryWish(**{**now, **differences}),
        by=by,
    )
