"""What the secretariat does with what was handed in: return, approve, extend, call it missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from measures.rounds import permissions
from measures.rounds.hands import Hand
from measures.rounds.models import Answer, Submission
from measures.rounds.selectors.asked import answers_with_measures
from measures.rounds.services import adopting, notices, steps
from measures.rounds.services.fresh import fresh_submission
from measures.rounds.states import AnswerState, RoundState, Step
from measures.statuses import Certainty
from offensief.accounts.models import User
from offensief.audit.services import recorded
from offensief.lib.dutch import date_long
from offensief.lib.refusals import NotAllowed, Refused
from offensief.lib.rules import missing, require, too_long

_ONLY_SECRETARIAT = "Alleen het secretariaat beoordeelt inzendingen."


@dataclass(frozen=True, slots=True)
class Approval:
    """An approved submission, and the deeds to ring for (measures.services.notices)."""

    submission: Submission
    deeds: tuple[str, ...]


@recorded
def send_back(
    *,
    submission: Submission,
    version: int,
    questions: Mapping[str, str],
    reason: str,
    due_on: date,
    by: User,
) -> Submission:
    """Send a submission back: only the measures with a question are unlocked.

    `questions`: by the number of the measure. Raises NotAllowed, EditConflict, Refused, or
    ValidationError when a reason, a question or the new day is wrong.
    """
    submission = _open(submission, version, by)
    answers = {answer.measure.number: answer for answer in answers_with_measures(submission)}
    asked = {number: text.strip() for number, text in questions.items() if number in answers}
    errors = _reason(reason, "Schrijf waarom u de inzending terugstuurt.")
    errors |= _new_day(submission, due_on)
    if not asked:
        errors["questions"] = "Kies ten minste één maatregel waar een vraag over is."
    if empty := [number for number, text in asked.items() if not text]:
        errors["questions"] = f"Schrijf uw vraag bij maatregel {empty[0]}."
    for sentence in too_long(asked).values():
        errors["questions"] = sentence
    if errors:
        raise ValidationError(errors)
    hand = Hand(by=by)
    # The submission first: a question belongs to the return it was asked in.
    steps.to_submission(
        submission,
        Step.RETURN,
        hand=hand,
        reason=reason,
        payload={"questions": asked, "due_on": due_on.isoformat()},
        due_on=due_on,
    )
    for number, text in asked.items():
        steps.to_answer(answers[number], Step.QUESTION, hand=hand, reason=text, question=text)
    told = [(answers[number].measure, text) for number, text in asked.items()]
    notices.tell_returned(submission, reason, told)
    return submission


@recorded
def approve(
    *, submission: Submission, version: int, certainty: Mapping[str, Certainty], by: User
) -> Approval:
    """Approve what was handed in and copy it to the measures, in one transaction.

    `certainty` says per measure on what it rests; a statement of the partner when nothing is said.
    Raises NotAllowed (four eyes), EditConflict, Refused when it is not handed in (any more), or
    ValidationError when a measure cannot take its answer.
    """
    submission = _open(submission, version, by)
    if not permissions.may_approve(by, submission):
        raise NotAllowed(
            "U hebt zelf aan deze inzending meegewerkt. Vraag een collega om haar goed te keuren."
        )
    hand = Hand(by=by)
    answers = answers_with_measures(submission)
    steps.to_submission(submission, Step.APPROVE, hand=hand)
    deeds: list[str] = []
    for answer in answers:
        deeds += _agree(answer, certainty.get(answer.measure.number, Certainty.STATED), hand)
    notices.tell_approved(submission)
    return Approval(submission, tuple(deeds))


def _agree(answer: Answer, certainty: Certainty, hand: Hand) -> list[str]:
    """One answer is copied, unless that was done before or its measure has ended meanwhile."""
    if answer.state == AnswerState.AGREED:
        return []
    if adopting.has_ended(answer.measure):
        reason = "Niet overgenomen: de maatregel loopt niet meer."
        steps.to_answer(answer, Step.AGREE, hand=hand, reason=reason)
        return []
    deeds = adopting.adopt(answer, certainty, by=hand.by)
    steps.to_answer(answer, Step.AGREE, hand=hand, adopted_at=timezone.now())
    return deeds


@recorded
def extend(
    *, submission: Submission, version: int, due_on: date, reason: str, by: User
) -> Submission:
    """Give one partner more time, with the reason."""
    submission = _open(submission, version, by)
    errors = _reason(reason, "Schrijf waarom deze partner uitstel krijgt.")
    errors |= _new_day(submission, due_on)
    if not errors and due_on <= submission.last_day:
        errors["due_on"] = (
            f"De partner had al tijd t/m {date_long(submission.last_day)}. Kies een latere dag."
        )
    if errors:
        raise ValidationError(errors)
    submission = steps.to_submission(
        submission,
        Step.EXTEND,
        hand=Hand(by=by),
        reason=reason,
        payload={"due_on": due_on.isoformat()},
        due_on=due_on,
    )
    notices.tell_extended(submission, reason)
    return submission


@recorded
def call_missing(*, submission: Submission, version: int, reason: str, by: User) -> Submission:
    """The round goes on without this partner, with the reason."""
    submission = _open(submission, version, by)
    if errors := _reason(reason, "Schrijf waarom deze partner niet heeft ingediend."):
        raise ValidationError(errors)
    steps.to_submission(submission, Step.MISS, hand=Hand(by=by), reason=reason)
    notices.tell_missed(submission, reason)
    return submission


@recorded
def ask_after_all(*, submission: Submission, version: int, reason: str, by: User) -> Submission:
    """A partner that was called missing may answer after all."""
    submission = _open(submission, version, by)
    if errors := _reason(reason, "Schrijf waarom deze partner alsnog mag antwoorden."):
        raise ValidationError(errors)
    return steps.to_submission(submission, Step.UNMISS, hand=Hand(by=by), reason=reason)


def _open(submission: Submission, version: int, by: User) -> Submission:
    require(permissions.may_review(by), _ONLY_SECRETARIAT)
    found = fresh_submission(submission, version)
    if found.round.state != RoundState.OPEN:
        raise Refused("Deze ronde is niet open. Heropen de ronde eerst.")
    return found


def _reason(reason: str, sentence: str) -> dict[str, str]:
    return missing({"reason": reason}, {"reason": sentence}) | too_long({"reason": reason})


def _new_day(submission: Submission, due_on: date) -> dict[str, str]:
    if due_on < timezone.localdate():
        return {"due_on": "Deze datum is al voorbij. Kies vandaag of een latere dag."}
    if due_on > submission.round.closes_on:
        closes = date_long(submission.round.closes_on)
        return {"due_on": f"De ronde sluit op {closes}. Kies die dag of een eerdere."}
    return {}
