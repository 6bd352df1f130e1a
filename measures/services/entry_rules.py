"""What may be said about a register entry. Forms ask the same rules, so every fault shows at once.

What a register is made of stands in measures.registers; here is only how that is checked.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from measures.models import Measure, Partner, RegisterEntry
from measures.registers import CLOSED, SPECS, EntryState, Register, Spec
from measures.services.rules import wrong_past, wrong_planned
from measures.statuses import may_move
from offensief.lib import kamerstuk
from offensief.lib.rules import too_long

# Fields that every register has, beside those of its Spec.
COMMON = {
    "title": "Titel",
    "state": "Stand",
    "description": "Omschrijving",
    "measures": "Maatregelen",
    "settled_on": "Afgedaan op",
    "rank": "Plaats",
    "plan_lines": "Regels in het plan",
    "plan_state": "Stand volgens het plan",
}
# As long as the columns of the table.
LONGEST = {"title": 300, "party": 200, "product_version": 30, "link": 500}
_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWish:
    """What a person wants an entry to be. A field the register does not use stays empty."""

    title: str
    state: EntryState
    description: str = ""
    kind: str = ""
    owner: Partner | None = None
    party: str = ""
    raised_by: Partner | None = None
    meeting: RegisterEntry | None = None
    reference: str = ""
    product_version: str = ""
    due_on: date | None = None
    settled_on: date | None = None
    outcome: str = ""
    link: str = ""
    measures: tuple[Measure, ...] = ()
    # Why it changes; kept with the change, not with the entry.
    reason: str = ""


def label_of(register: Register, name: str) -> str:
    """The Dutch name of a field in this register: "owner" is "Opdrachtgever" of a study."""
    return SPECS[register].fields.get(name) or COMMON.get(name, name)


def check(register: Register, entry: RegisterEntry | None, wish: EntryWish) -> None:
    """All rules, every broken one at once (ValidationError by field). `entry` is None when new."""
    spec = SPECS[register]
    errors = {
        **_wrong_texts(wish),
        **_wrong_dates(wish),
        **_wrong_pointers(wish),
        **_wrong_fields(register, spec, wish),
        **_lacking(register, spec, entry, wish),
        **_wrong_state(spec, entry, wish),
    }
    if errors:
        raise ValidationError(errors)


def _wrong_texts(wish: EntryWish) -> dict[str, str]:
    errors = too_long(
        {"description": wish.description, "outcome": wish.outcome, "reason": wish.reason}
    )
    for name, most in LONGEST.items():
        length = len(getattr(wish, name))
        if length > most:
            errors[name] = f"Dit heeft {length} tekens. Maak er hoogstens {most} van."
    if not wish.title.strip():
        errors["title"] = "Vul een titel in."
    return errors


def _wrong_dates(wish: EntryWish) -> dict[str, str]:
    errors = {}
    if wrong := wrong_planned(wish.due_on):
        errors["due_on"] = wrong
    if wrong := wrong_past(wish.settled_on):
        errors["settled_on"] = wrong
    elif wish.settled_on and wish.state not in CLOSED:
        errors["settled_on"] = (
            f"De stand is '{wish.state.label.lower()}'. Een datum van afdoening hoort daar niet "
            "bij. Maak dit veld leeg of kies een andere stand."
        )
    return errors


def _wrong_pointers(wish: EntryWish) -> dict[str, str]:
    """Where the entry points to: a web address, a paper of parliament, a meeting."""
    errors = {}
    if wish.link:
        try:
            _is_web_address(wish.link)
        except ValidationError:
            errors["link"] = (
                "Dit is geen internetadres. Schrijf het helemaal uit: https://www.voorbeeld.nl."
            )
    if wish.reference:
        try:
            kamerstuk.parse(wish.reference)
        except kamerstuk.BadReference as error:
            errors["reference"] = str(error)
    if wish.meeting is not None and wish.meeting.register != Register.MEETING:
        errors["meeting"] = "Kies een bijeenkomst uit het register van bijeenkomsten."
    return errors


_CHECKED = (
    "kind",
    "owner",
    "party",
    "raised_by",
    "meeting",
    "reference",
    "product_version",
    "due_on",
    "outcome",
    "link",
)


def _wrong_fields(register: Register, spec: Spec, wish: EntryWish) -> dict[str, str]:
    errors = {
        name: f"Een {spec.one} heeft dit veld niet. Maak het leeg."
        for name in _CHECKED
        if getattr(wish, name) and name not in spec.fields
    }
    if wish.kind and spec.kinds and wish.kind not in spec.kinds:
        errors["kind"] = f"Deze soort hoort niet bij '{register.label}'. Kies een andere soort."
    return errors


def _lacking(
    register: Register, spec: Spec, entry: RegisterEntry | None, wish: EntryWish
) -> dict[str, str]:
    errors = {
        name: f"Vul '{label_of(register, name).lower()}' in."
        for name in spec.required
        if not getattr(wish, name)
    }
    for name in spec.needs.get(wish.state, ()):
        if _is_empty(getattr(wish, name)) and not _was_never_known(entry, wish, name):
            errors[name] = (
                f"De stand is '{wish.state.label.lower()}'. "
                f"Vul '{label_of(register, name).lower()}' in."
            )
    return errors


def _is_empty(value: object) -> bool:
    return not value.strip() if isinstance(value, str) else value is None


def _was_never_known(entry: RegisterEntry | None, wish: EntryWish, name: str) -> bool:
    """The plan tells of things settled without a day; changing a title must not demand one."""
    return entry is not None and entry.state == wish.state and _is_empty(getattr(entry, name, None))


def _wrong_state(spec: Spec, entry: RegisterEntry | None, wish: EntryWish) -> dict[str, str]:
    if wish.state not in spec.states:
        return {"state": f"Een {spec.one} kent deze stand niet. Kies een andere."}
    start = EntryState(entry.state) if entry else wish.state
    if start != wish.state and not may_move(spec.moves, start, wish.state):
        return {
            "state": f"Van '{start.label.lower()}' naar '{wish.state.label.lower()}' kan niet in "
            "één stap. Kies eerst een stand daartussen."
        }
    return {}
