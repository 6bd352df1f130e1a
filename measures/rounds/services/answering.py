"""What a partner writes: fields of an answer, "ongewijzigd", and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from measures.rounds import answer_rules, permissions
from measures.rounds.content import Content, WrongValue, changes, cleaned, step_field
from measures.rounds.hands import Hand
from measures.rounds.merging import Cell, Outcome, merge, taken
from measures.rounds.models import Answer, Submission
from measures.rounds.selectors.versions import contents_at
from measures.rounds.services import steps
from measures.rounds.services.fresh import fresh_submission
from measures.rounds.states import AnswerState, Step, SubmissionState
from offensief.audit.services import recorded
from offensief.lib.refusals import Refused
from offensief.lib.rules import EditConflict, require

NOT_YOURS = "U beantwoordt deze vraag niet. Log in met het account van de partner."


@dataclass(frozen=True, slots=True)
class Saved:
    """How saving went. What could be kept is kept, whatever else was wrong."""

    answer: Answer
    cells: tuple[Cell, ...]
    # Values that no field can hold, with the sentence.
    refused: Mapping[str, str]

    @property
    def conflicts(self) -> tuple[Cell, ...]:
        """Fields that two people changed; theirs stands, mine waits for a choice."""
        return tuple(cell for cell in self.cells if cell.outcome is Outcome.CONFLICT)

    @property
    def is_overtaken(self) -> bool:
        """Somebody else changed a field that I left as it was: my page is no longer up to date."""
        return any(cell.theirs not in {cell.mine, cell.base} for cell in self.cells)

    @property
    def is_whole(self) -> bool:
        """Everything that was sent is kept."""
        return not self.conflicts and not self.refused


@recorded
def see(*, submission: Submission, hand: Hand) -> Submission:
    """The partner looks at what is asked for the first time."""
    submission = fresh_submission(submission)
    require(permissions.may_answer(hand, submission), NOT_YOURS)
    if submission.seen_at is None:
        steps.to_submission(submission, Step.SEE, hand=hand, seen_at=timezone.now())
    return submission


@recorded
def save(*, answer: Answer, version: int, values: Mapping[str, str], hand: Hand) -> Saved:
    """Keep these fields of an answer, each on its own.

    `version` is the version the person saw. A field that somebody else changed since is a conflict
    and stays as they made it; a field with a value that cannot be kept is refused; all others are
    written. Raises NotAllowed, or Refused when this answer is locked.
    """
    answer = _open(answer, hand)
    good, refused = _cleaned(answer, values)
    cells = merge(base=content_at(answer, version), mine=good, theirs=answer.content())
    edit = taken(cells)
    if edit:
        _begin(answer, hand)
        _write(answer, edit, hand)
    return Saved(answer, tuple(cells), refused)


def content_at(answer: Answer, version: int) -> Content:
    """What the answer held at an earlier version, from its events.

    Raises EditConflict for a version that never was.
    """
    if not 1 <= version <= answer.version:
        raise EditConflict("Dit formulier is verouderd. Open de pagina opnieuw.")
    return contents_at({answer: version})[answer]


@recorded
def put_back(*, answer: Answer, version: int, hand: Hand) -> Answer:
    """Everything back to the answer of before. What was typed stays in the history."""
    answer = _open(answer, hand)
    _same(answer, version)
    edit = changes(answer.content(), answer.base)
    if edit:
        _begin(answer, hand)
        _write(answer, edit, hand)
    return answer


@recorded
def confirm_unchanged(*, answer: Answer, version: int, note: str, hand: Hand) -> Answer:
    """Nothing changed since the answer of before: an answer too, with rules of its own.

    Raises ValidationError with the reason when it may not be said.
    """
    answer = _open(answer, hand)
    _same(answer, version)
    content = answer.content()
    try:
        note = cleaned("note", note)
    except WrongValue as error:
        raise ValidationError({"note": str(error)}) from error
    wrong = answer_rules.why_not_unchanged(
        answer,
        content,
        note=note,
        repeated=bool(answer_rules.unchanged_before([answer])),
        today=timezone.localdate(),
    )
    if wrong:
        raise ValidationError(wrong)
    _begin(answer, hand)
    edit = {"note": note} if note != answer.note else {}
    return steps.to_answer(answer, Step.CONFIRM, hand=hand, edit=edit)


def _open(answer: Answer, hand: Hand) -> Answer:
    """The answer as it is now; it has to be this person's to write, and unlocked."""
    found = (
        Answer.objects.select_for_update(of=("self",))
        .select_related("measure__pillar", "round")
        .prefetch_related("measure__milestones")
        .get(pk=answer.pk)
    )
    if found.submission_id is None:
        raise Refused("Over deze maatregel is in deze ronde niemand iets gevraagd.")
    submission = fresh_submission(Submission(pk=found.submission_id))
    found.submission, found.round = submission, submission.round
    require(permissions.may_answer(hand, submission), NOT_YOURS)
    if not found.is_open_to_partner(submission):
        raise Refused(why_locked(found, submission))
    return found


def why_locked(answer: Answer, submission: Submission) -> str:
    """Why the partner may not write here, and what to do."""
    state = SubmissionState(submission.state)
    if submission.round.state != "open":
        return "Deze ronde is niet open. Antwoorden kan niet (meer)."
    if state == SubmissionState.TO_SIGN:
        return "Dit ligt ter ondertekening. Haal het eerst terug als u nog iets wilt wijzigen."
    if state == SubmissionState.RETURNED:
        return "Over deze maatregel is geen vraag gesteld. Wijzig alleen waar een vraag bij staat."
    if state == SubmissionState.MISSED:
        return "Deze inzending is gesloten als niet ingediend. Vraag het secretariaat wat nog kan."
    return (
        f"Deze inzending is {state.label.lower()} en ligt vast. Moet er iets anders? Vraag het "
        "secretariaat om haar terug te sturen."
    )


def _same(answer: Answer, version: int) -> None:
    if version != answer.version:
        raise EditConflict(
            "Dit antwoord is intussen op een andere plek gewijzigd. Kijk wat er nu staat."
        )


def _cleaned(answer: Answer, values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Values as they are kept, and those that cannot be, with the sentence."""
    good, refused = {}, {}
    known = answer.content()
    for name, raw in values.items():
        step = step_field(name)
        if name not in known and not (step and step.is_new):
            continue
        try:
            good[name] = cleaned(name, raw)
        except WrongValue as error:
            refused[name] = str(error)
    return good, refused


def _begin(answer: Answer, hand: Hand) -> None:
    submission = answer.submission
    if submission is not None and submission.state == SubmissionState.NOT_STARTED:
        steps.to_submission(submission, Step.BEGIN, hand=hand)


def _write(answer: Answer, edit: Mapping[str, str], hand: Hand) -> None:
    """Keep the fields; whether it is complete now is part of what happened."""
    after = {**answer.content(), **edit}
    only_note = set(edit) == {"note"} and answer.state == AnswerState.UNCHANGED
    today = timezone.localdate()
    wrong = answer_rules.faults(answer.measure, after, base=answer.base, today=today)
    step = Step.EDIT if wrong else Step.COMPLETE
    steps.to_answer(answer, Step.CONFIRM if only_note else step, hand=hand, edit=edit)
