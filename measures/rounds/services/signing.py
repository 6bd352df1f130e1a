"""The signature of a partner: asked for, taken back, declined, given."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from measures.rounds import permissions
from measures.rounds.hands import Hand
from measures.rounds.models import Submission, contents
from measures.rounds.selectors.asked import answers_with_measures
from measures.rounds.selectors.completeness import lacking
from measures.rounds.services import notices, steps
from measures.rounds.services.answering import NOT_YOURS
from measures.rounds.services.fresh import fresh_submission
from measures.rounds.states import RoundState, Step
from offensief.audit.services import recorded
from offensief.lib.dutch import enumerate_nl
from offensief.lib.refusals import Refused
from offensief.lib.rules import missing, require, too_long

_NO_SIGNER = "Alleen een ondertekenaar van de partner kan dit."


@recorded
def ask_signature(*, submission: Submission, version: int, hand: Hand) -> Submission:
    """All answers are there; now a signer is asked."""
    submission = _at_work(submission, version)
    require(permissions.may_answer(hand, submission), NOT_YOURS)
    _check_complete(submission)
    submission = steps.to_submission(submission, Step.ASK_SIGNATURE, hand=hand)
    notices.tell_to_sign(submission, hand.by)
    return submission


@recorded
def recall(*, submission: Submission, version: int, hand: Hand) -> Submission:
    """Take it back from the signer, to change something."""
    submission = _at_work(submission, version)
    require(permissions.may_answer(hand, submission), NOT_YOURS)
    return steps.to_submission(submission, Step.RECALL, hand=hand)


@recorded
def decline(*, submission: Submission, version: int, reason: str, hand: Hand) -> Submission:
    """The signer does not sign, and says why; the editors go on."""
    submission = _at_work(submission, version)
    require(permissions.may_sign(hand, submission), _NO_SIGNER)
    _check_reason(reason, "Schrijf waarom u niet ondertekent.")
    submission = steps.to_submission(submission, Step.DECLINE, hand=hand, reason=reason)
    notices.tell_declined(submission, reason, hand.by)
    return submission


@recorded
def sign(*, submission: Submission, version: int, hand: Hand) -> Submission:
    """Sign what is there: from now on the partner cannot change it.

    `version` is what the signer saw: nobody signs what changed in between. What was signed is kept
    whole in the event, with its hash. Raises ValidationError when something is missing, NotAllowed,
    EditConflict or Refused.
    """
    submission = _at_work(submission, version)
    require(permissions.may_sign(hand, submission), _NO_SIGNER)
    if hand.for_partner:
        _check_reason(hand.heard, "Schrijf hoe de partner dit heeft doorgegeven.")
    _check_complete(submission)
    now = timezone.now()
    late = timezone.localdate(now) > submission.last_day
    first: dict[str, Any] = {}
    if submission.first_signed_at is None:
        first = {"first_signed_at": now, "was_late": late}
    answers = answers_with_measures(submission)
    payload = {
        "answers": contents(answers),
        "unchanged": [a.measure.number for a in answers if a.is_unchanged],
        "last_day": submission.last_day.isoformat(),
        "late": late,
    }
    return steps.to_submission(
        submission,
        Step.SIGN,
        hand=hand,
        reason=hand.heard,
        payload=payload,
        signed_at=now,
        signed_by=hand.by,
        **first,
    )


def _at_work(submission: Submission, version: int) -> Submission:
    found = fresh_submission(submission, version)
    if found.round.state != RoundState.OPEN:
        raise Refused("Deze ronde is niet open. Ondertekenen kan niet (meer).")
    return found


def _check_complete(submission: Submission) -> None:
    """Raises ValidationError that names the measures where something is missing."""
    found = lacking(answers_with_measures(submission), today=timezone.localdate())
    if found:
        raise ValidationError(
            f"Nog niet alles is beantwoord: kijk bij maatregel {enumerate_nl(list(found))}."
        )


def _check_reason(reason: str, sentence: str) -> None:
    errors = missing({"reason": reason}, {"reason": sentence}) | too_long({"reason": reason})
    if errors:
        raise ValidationError(errors)
