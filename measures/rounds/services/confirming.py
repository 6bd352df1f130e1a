"""Taking over what a workbook changes, after its sender saw it and confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from measures.rounds import permissions
from measures.rounds.content import Content
from measures.rounds.hands import Hand
from measures.rounds.merging import Outcome, merge
from measures.rounds.models import Answer, Submission, Workbook, WorkbookConfirmation
from measures.rounds.selectors.asked import answers_with_measures
from measures.rounds.selectors.proposal import bases_of, settled, wanted_of
from measures.rounds.selectors.versions import contents_at
from measures.rounds.services import answering
from measures.rounds.services.answering import NOT_YOURS
from measures.rounds.services.fresh import fresh_submission
from measures.rounds.states import Via
from measures.rounds.workbook.reading import from_json
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, recorded
from offensief.lib.dutch import plural
from offensief.lib.rules import require

MINE, THEIRS = "mine", "theirs"

type Fields = dict[str, list[str]]


@dataclass(slots=True)
class Confirmed:
    """What a confirmation did: names of fields by number of the measure."""

    written: Fields = field(default_factory=dict)
    # The choice was to let stand what somebody else wrote.
    left: Fields = field(default_factory=dict)
    # Conflicts about which nothing was chosen; there too it stands.
    undecided: Fields = field(default_factory=dict)
    # Changed by somebody after the preview; they come back as conflicts.
    overtaken: Fields = field(default_factory=dict)
    locked: list[str] = field(default_factory=list)


@recorded
def confirm(
    *, workbook: Workbook, choices: Mapping[str, str], seen: Mapping[str, int], hand: Hand
) -> Confirmed:
    """Write what the workbook changes, by the rules of the form, and never more than once.

    `seen` is the version of each answer in the preview that was confirmed, by number of the
    measure; `choices` holds MINE or THEIRS by field ("1.01/text") for the conflicts in it. All is
    compared anew with the answers as they are: what somebody changed after the preview is not
    written. Raises NotAllowed.
    """
    submission = fresh_submission(workbook.submission)
    require(permissions.may_answer(hand, submission), NOT_YOURS)
    hand = replace(hand, via=Via.EXCEL)
    answers = {answer.measure.number: answer for answer in answers_with_measures(submission)}
    parts, done = from_json(workbook.reading).parts, settled(workbook)
    bases = bases_of(list(answers.values()), {part.number: part.version for part in parts})
    result = Confirmed()
    for part in parts:
        answer, wanted = answers[part.number], wanted_of(part, done)
        if wanted and not answer.is_open_to_partner(submission):
            result.locked.append(part.number)
        elif wanted:
            version = seen.get(part.number, 0)
            if not part.version <= version <= answer.version:
                version = part.version
            free, mine = _decided(answer, version, bases[part.number], wanted, choices, result)
            _write(answer, part.version, free, hand, result)
            _write(answer, version, mine, hand, result)
    if result.written or result.left:
        _keep(workbook, result, submission, hand.by, for_partner=hand.for_partner)
    return result


def _decided(
    answer: Answer,
    seen: int,
    base: Content,
    wanted: Content,
    choices: Mapping[str, str],
    result: Confirmed,
) -> tuple[Content, Content]:
    """Of what the preview showed: fields without a conflict, and those where mine was chosen."""
    number, there = answer.measure.number, contents_at({answer: seen})[answer]
    free: dict[str, str] = {}
    mine: dict[str, str] = {}
    for cell in merge(base=base, mine=wanted, theirs=there):
        choice = choices.get(f"{number}/{cell.name}")
        if cell.outcome is not Outcome.CONFLICT:
            free[cell.name] = cell.mine
        elif choice == MINE:
            mine[cell.name] = cell.mine
        else:
            where = result.left if choice == THEIRS else result.undecided
            where.setdefault(number, []).append(cell.name)
    return free, mine


def _write(answer: Answer, version: int, values: Content, hand: Hand, result: Confirmed) -> None:
    """Save fields as they were decided upon at this version; what changed since is overtaken."""
    if not values:
        return
    saved = answering.save(answer=answer, version=version, values=values, hand=hand)
    for cell in saved.cells:
        if cell.outcome is Outcome.CHANGED:
            result.written.setdefault(answer.measure.number, []).append(cell.name)
        elif cell.outcome is Outcome.CONFLICT:
            result.overtaken.setdefault(answer.measure.number, []).append(cell.name)


def _keep(
    workbook: Workbook, result: Confirmed, submission: Submission, by: User, *, for_partner: bool
) -> None:
    WorkbookConfirmation.objects.create(
        workbook=workbook, by=by, written=result.written, left=result.left
    )
    deed = Deed(
        action="werkboek overgenomen",
        subject=workbook,
        subject_id=workbook.trail_id,
        before={},
        after={
            f"maatregel {number}": plural(len(names), "vak", "vakken")
            for number, names in sorted(result.written.items())
        },
        on_behalf_of=submission.partner.name if for_partner else "",
    )
    record(deed, by=by)
