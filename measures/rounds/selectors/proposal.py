"""What a workbook that came back would change, field by field, against the answers as they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from measures.plan_diff import Piece, pieces
from measures.rounds import answer_rules
from measures.rounds.content import Content
from measures.rounds.merging import Cell, Outcome, merge
from measures.rounds.models import Answer, Submission, Workbook, WorkbookConfirmation
from measures.rounds.selectors.asked import answers_with_measures
from measures.rounds.selectors.versions import contents_at
from measures.rounds.selectors.words import Words, words_for
from measures.rounds.selectors.workbook import WhyLocked
from measures.rounds.workbook.reading import ReadCell, ReadPart, from_json
from offensief.lib.personal import Found, find

_LONG = ("text", "needed", "note", "reason")


class Fate(StrEnum):
    """What becomes of one field of a workbook."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    CONFLICT = "conflict"
    ERROR = "error"
    # By an earlier confirmation of this very workbook: not done again.
    WRITTEN = "written"
    LEFT = "left"
    # The measure cannot be written (any more).
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedField:
    """One field in its three versions, in words."""

    key: str
    label: str
    place: str
    fate: Fate
    base: str
    mine: str
    theirs: str
    # Word by word from theirs to mine, for a long text.
    pieces: tuple[Piece, ...]
    note: str
    error: str
    # What in the text points at one person.
    personal: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class ProposedPart:
    """One measure: what would change, and what would not."""

    answer: Answer
    why_locked: str
    fields: tuple[ProposedField, ...]
    unchanged: tuple[ProposedField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """The preview of one workbook. The counts are of fields."""

    workbook: Workbook
    submission: Submission
    parts: tuple[ProposedPart, ...]
    changed: int
    conflicts: int
    errors: int
    unchanged: int
    locked: int
    written: int
    confirmations: tuple[WorkbookConfirmation, ...]

    @property
    def can_confirm(self) -> bool:
        """There is something that may be written, perhaps after a choice."""
        return bool(self.changed or self.conflicts)


_MAY_BE_WRITTEN = {Fate.CHANGED, Fate.CONFLICT}

type Done = Mapping[str, Mapping[str, Fate]]


def settled(workbook: Workbook) -> Done:
    """Fields that were written or left by earlier confirmations, by number of the measure."""
    found: dict[str, dict[str, Fate]] = {}
    for confirmation in workbook.confirmations.all():
        for fate, names_of in (
            (Fate.WRITTEN, confirmation.written),
            (Fate.LEFT, confirmation.left),
        ):
            for number, names in names_of.items():
                found.setdefault(number, {}).update(dict.fromkeys(names, fate))
    return found


def wanted_of(part: ReadPart, done: Done) -> dict[str, str]:
    """What this workbook still wants to be written in one answer."""
    gone = done.get(part.number, {})
    return {name: value for name, value in part.wanted.items() if name not in gone}


def bases_of(answers: Sequence[Answer], versions: Mapping[str, int]) -> dict[str, Content]:
    """What answers held when the workbook was made, by number of the measure."""
    wanted = {a: versions[a.measure.number] for a in answers if a.measure.number in versions}
    return {answer.measure.number: content for answer, content in contents_at(wanted).items()}


def proposal(workbook: Workbook, submission: Submission, *, why_locked: WhyLocked) -> ProposalPage:
    """The preview, in a fixed number of queries."""
    read = from_json(workbook.reading)
    answers = {answer.measure.number: answer for answer in answers_with_measures(submission)}
    bases = bases_of(list(answers.values()), {part.number: part.version for part in read.parts})
    places = answer_rules.places_of([answer.measure for answer in answers.values()])
    done = settled(workbook)
    parts = []
    for part in read.parts:
        answer = answers[part.number]
        is_open = answer.is_open_to_partner(submission)
        parts.append(
            _part(
                part,
                answer,
                bases[part.number],
                words=words_for(answer.measure.milestones.all(), places[answer.measure_id]),
                why_locked="" if is_open else why_locked(answer, submission),
                done=done.get(part.number, {}),
            )
        )
    return _page(workbook, submission, parts)


def _page(
    workbook: Workbook, submission: Submission, parts: Sequence[ProposedPart]
) -> ProposalPage:
    fates = Counter(field.fate for part in parts for field in (*part.fields, *part.unchanged))
    confirmations = workbook.confirmations.select_related("by").order_by("pk")
    return ProposalPage(
        workbook=workbook,
        submission=submission,
        parts=tuple(parts),
        changed=fates[Fate.CHANGED],
        conflicts=fates[Fate.CONFLICT],
        errors=fates[Fate.ERROR],
        unchanged=fates[Fate.UNCHANGED],
        locked=fates[Fate.LOCKED],
        written=fates[Fate.WRITTEN],
        confirmations=tuple(confirmations),
    )


def _part(
    part: ReadPart,
    answer: Answer,
    base: Content,
    *,
    words: Words,
    why_locked: str,
    done: Mapping[str, Fate],
) -> ProposedPart:
    said = {cell.name: cell for cell in part.cells}
    mine = {name: said[name].value if name in said else base.get(name, "") for name in part.names}
    fields, unchanged = [], []
    for cell in merge(base=base, mine=mine, theirs=answer.content()):
        read = said.get(cell.name)
        fate = _fate(cell, read, done, is_locked=bool(why_locked))
        field = _field(part.number, cell, read, fate, words)
        if fate is Fate.UNCHANGED and not field.note:
            unchanged.append(field)
        else:
            fields.append(field)
    return ProposedPart(answer, why_locked, tuple(fields), tuple(unchanged))


def _fate(cell: Cell, read: ReadCell | None, done: Mapping[str, Fate], *, is_locked: bool) -> Fate:
    if cell.name in done:
        return done[cell.name]
    if read is not None and read.error:
        return Fate.ERROR
    if is_locked and cell.outcome is not Outcome.UNCHANGED:
        return Fate.LOCKED
    return Fate(cell.outcome.value)


def _field(
    number: str, cell: Cell, read: ReadCell | None, fate: Fate, words: Words
) -> ProposedField:
    mine, theirs = (words.value(cell.name, text) for text in (cell.mine, cell.theirs))
    is_long = cell.name.rpartition(".")[2] in _LONG
    return ProposedField(
        key=f"{number}/{cell.name}",
        label=words.label(cell.name),
        place=read.place if read else "",
        fate=fate,
        base=words.value(cell.name, cell.base),
        mine=mine,
        theirs=theirs,
        pieces=tuple(pieces(theirs, mine)) if is_long and fate is Fate.CHANGED and theirs else (),
        note=read.note if read else "",
        error=read.error if read else "",
        personal=find(mine) if fate in _MAY_BE_WRITTEN else (),
    )
