"""What the secretariat sends by hand: a reminder to many at once, and a personal link to one."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone

from measures.rounds import letters, permissions
from measures.rounds.models import Round, Submission
from measures.rounds.selectors.drafting import Drafts, drafts
from measures.rounds.selectors.waiting import not_handed_in
from measures.rounds.services.fresh import fresh_submission
from measures.rounds.services.keeping import ONLY_SECRETARIAT
from measures.rounds.services.notices import post, round_deed
from measures.rounds.states import GIVEN, RoundState, SubmissionState
from offensief.accounts.models import User
from offensief.audit.services import Deed, record, record_all, recorded
from offensief.lib.refusals import Refused
from offensief.lib.rules import require
from offensief.outbox.models import Message

MOST_SIGNS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """What the secretariat wants said to whom. `token` is of the form: pressed twice, sent once."""

    round: Round
    # Keys of the chosen partners.
    partners: frozenset[str]
    said: str
    token: uuid.UUID


def chosen(nudge: Nudge) -> list[Submission]:
    """Submissions of the chosen partners that have not been handed in (any more)."""
    waiting = not_handed_in().filter(round=nudge.round)
    return list(waiting.filter(partner__key__in=nudge.partners))


def drafts_of(nudge: Nudge) -> Drafts:
    """What would be sent now, mail by mail."""
    return drafts(chosen(nudge), said=nudge.said, today=timezone.localdate())


def send(*, nudge: Nudge, by: User) -> int:
    """Send a reminder to everybody who hears of the chosen partners; gives how many got one.

    Each person is a transaction of its own: what stopped half-way is finished by pressing again.
    Raises NotAllowed, Refused when the round is not open, or ValidationError.
    """
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    check(nudge)
    told = _sent_before(nudge)
    people = [draft.person for draft in drafts_of(nudge).drafts if draft.person.pk not in told]
    sent = [remind_by_hand(nudge=nudge, person=person, by=by) for person in people]
    return len(told) + sum(message is not None for message in sent)


def check(nudge: Nudge) -> None:
    """Raises Refused or ValidationError when this cannot be sent."""
    _require_open(nudge.round)
    if not nudge.partners:
        raise ValidationError({"partners": "Kies ten minste één partner."})
    if len(nudge.said) > MOST_SIGNS:
        raise ValidationError(
            {
                "said": f"Deze tekst heeft {len(nudge.said)} tekens. Maak er hoogstens "
                f"{MOST_SIGNS} van."
            }
        )


def _require_open(round_: Round) -> None:
    if not Round.objects.running().filter(pk=round_.pk).exists():
        raise Refused("Deze ronde is niet open. Herinneren kan niet (meer).")


def _key(nudge: Nudge) -> str:
    return f"{round_deed(nudge.round)}:nudge:{nudge.token}"


def _sent_before(nudge: Nudge) -> set[int]:
    """Who got it when the button was pressed before."""
    found = Message.objects.filter(dedupe_key__startswith=f"{_key(nudge)}:")
    return set(found.values_list("recipient_id", flat=True))


@recorded
def remind_by_hand(*, nudge: Nudge, person: User, by: User) -> Message | None:
    """Remind one person; None when that was done today already, or there is nothing (more) to do.

    Raises NotAllowed, or Refused when the round is not open.
    """
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    _require_open(nudge.round)
    mine = set(Submission.objects.of_person(person.pk).values_list("pk", flat=True))
    asked = [submission for submission in chosen(nudge) if submission.pk in mine]
    found = drafts(asked, said=nudge.said, today=timezone.localdate()).drafts
    draft = next((draft for draft in found if draft.person == person), None)
    if draft is None:
        return None
    message = post(to=person, letter=draft.letter, about=draft.about, key=_key(nudge))
    deeds = [_deed(s, "herinnerd", person, {"zin": nudge.said}) for s in draft.about]
    record_all(deeds, by=by)
    return message


@recorded
def send_link(*, submission: Submission, person: User, token: uuid.UUID, by: User) -> Message:
    """Send a person of this partner a personal link, now.

    Raises NotAllowed, or Refused when there is nothing to answer, or this person signs in.
    """
    require(permissions.may_keep_rounds(by), ONLY_SECRETARIAT)
    submission = fresh_submission(submission)
    if submission.round.state != RoundState.OPEN:
        raise Refused("Deze ronde is niet open. Een link geeft dan geen toegang.")
    if submission.state in {*GIVEN, SubmissionState.MISSED}:
        raise Refused(f"{submission.partner.name} hoeft nu niets te beantwoorden.")
    if not permissions.may_have_link(person, submission):
        raise Refused(
            f"{person.name} kan geen persoonlijke link krijgen, en komt binnen door in te loggen."
        )
    key = f"{round_deed(submission.round)}:link:{submission.partner.key}:{token}"
    message = post(to=person, letter=letters.link(submission), about=[submission], key=key)
    record(_deed(submission, "persoonlijke link gestuurd", person, {}), by=by)
    return message


def _deed(submission: Submission, action: str, person: User, more: dict[str, str]) -> Deed:
    return Deed(
        action=action,
        subject=submission,
        subject_id=submission.trail_id,
        before={},
        after={"voor": person.name, **more},
    )
