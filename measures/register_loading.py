"""Writes the register entries of a plan into the database. Loading twice changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone

from measures.models import Measure, Partner, Plan, RegisterEntry
from measures.register_file import EntryLine, RegisterFile, RegisterFileError
from measures.registers import SPECS, EntryKind, EntryState, Register
from measures.services import entries as entry_services
from measures.services import ranking
from measures.services.entry_rules import EntryWish, check, label_of
from offensief.accounts.models import User
from offensief.audit.models import Entry, Result
from offensief.audit.services import record_all, recorded
from offensief.audit.traced import made
from offensief.lib import kamerstuk

_ACTION = "registerregel geladen"


@recorded
def load_registers(file: RegisterFile, *, by: User | None = None) -> int:
    """Load the entries of a plan; gives the number of new ones.

    An entry is known by its register, lines and title as they were when it was loaded, so one that
    people renamed does not come back. Raises RegisterFileError with all problems at once.
    """
    plan = Plan.objects.filter(key=file.plan).first()
    if plan is None:
        raise RegisterFileError([f"Plan {file.plan} is niet geladen. Laad eerst het plan."])
    loader = _Loader(file, plan, by)
    loader.check()
    return loader.load()


@dataclass(slots=True)
class _Loader:
    """One loading of one file."""

    file: RegisterFile
    plan: Plan
    by: User | None
    partners: dict[str, Partner] = field(init=False)
    measures: dict[str, Measure] = field(init=False)

    def __post_init__(self) -> None:
        self.partners = {partner.key: partner for partner in Partner.objects.all()}
        self.measures = {measure.number: measure for measure in Measure.objects.all()}

    def check(self) -> None:
        """What the file points to exists, and every entry keeps the rules of its register."""
        problems = [
            f"Regel {position} ('{line.title}'): {problem}"
            for position, line in enumerate(self.file.entries, start=1)
            for problem in self._unknown(line) or self._broken(line)
        ]
        if problems:
            raise RegisterFileError(problems)

    def _unknown(self, line: EntryLine) -> list[str]:
        return [
            f"{what} '{name}' kennen we niet."
            for what, name, known in (
                ("register", line.register, Register.values),
                ("stand", line.state, EntryState.values),
                ("soort", line.kind, ["", *EntryKind.values]),
                ("partner", line.owner, ["", *self.partners]),
                *(("maatregel", number, self.measures) for number in line.measures),
            )
            if name not in known
        ]

    def _broken(self, line: EntryLine) -> Iterator[str]:
        """The rules of the register. What the plan leaves open is not asked of it."""
        register, wish = Register(line.register), self._wish(line)
        try:
            check(register, RegisterEntry(register=register, state=wish.state), wish)
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                yield f"{label_of(register, name)}: {' '.join(sentences)}"

    def _wish(self, line: EntryLine) -> EntryWish:
        return EntryWish(
            title=line.title,
            state=EntryState(line.state),
            description=line.description,
            kind=line.kind,
            owner=self.partners.get(line.owner),
            party=line.party,
            reference=line.reference,
            due_on=line.due_on,
            settled_on=line.settled_on,
            outcome=line.outcome,
            measures=tuple(self.measures[number] for number in line.measures),
        )

    def load(self) -> int:
        """Write what is new, register by register."""
        loaded = _loaded_before()
        count = 0
        for register in SPECS:
            fresh = [
                line
                for line in self.file.entries
                if line.register == register and (register, line.lines, line.title) not in loaded
            ]
            self._add(register, fresh)
            count += len(fresh)
        return count

    def _add(self, register: Register, lines: list[EntryLine]) -> None:
        known_at = self._known_at(register)
        first, place = entry_services.next_number(register), ranking.last_place()
        entries = [self._entry(line, number) for number, line in enumerate(lines, start=first)]
        for entry in entries:
            if ranking.is_ranked(entry):
                entry.rank = place = place + 1
        RegisterEntry.objects.bulk_create(entries)
        links = RegisterEntry.measures.through
        links.objects.bulk_create(
            links(registerentry_id=entry.pk, measure_id=self.measures[number].pk)
            for entry, line in zip(entries, lines, strict=True)
            for number in line.measures
        )
        record_all((made(entry, _ACTION, known_at=known_at) for entry in entries), by=self.by)

    def _known_at(self, register: Register) -> datetime | None:
        """What the first plan says was public from the day it was offered.

        Entries that come into a register already in use are known from now on: otherwise they would
        change a past that was already reported.
        """
        if RegisterEntry.objects.of(register).exists():
            return None
        return datetime.combine(
            self.plan.offered_on, time(), tzinfo=timezone.get_current_timezone()
        )

    def _entry(self, line: EntryLine, number: int) -> RegisterEntry:
        return RegisterEntry(
            register=line.register,
            number=number,
            title=line.title,
            description=line.description,
            kind=line.kind,
            state=line.state,
            owner=self.partners.get(line.owner),
            party=line.party,
            reference=kamerstuk.parse(line.reference).text if line.reference else "",
            due_on=line.due_on,
            settled_on=line.settled_on,
            outcome=line.outcome,
            plan_lines=line.lines,
            plan_state=line.plan_state,
        )


def _loaded_before() -> set[tuple[str, str, str]]:
    """Register, lines and title of all that was ever loaded, as the trail remembers them."""
    told = Entry.objects.filter(
        object_type=RegisterEntry._meta.label_lower, action=_ACTION, result=Result.DONE
    ).values_list("after", flat=True)
    return {(after["register"], after["plan_lines"], after["title"]) for after in told}
