"""Telling people of a round what happened: a message in the outbox per event and person.

Services call these in their own transaction, so nothing is told of what was rolled back, and no
save tells anything. The view that called the service rings afterwards (round_deed).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from django.utils import timezone

from measures.models import Measure, MembershipRole
from measures.rounds import letters
from measures.rounds.letters import Letter
from measures.rounds.models import Answer, PersonalLink, Round, Submission
from measures.rounds.selectors.announcing import announcements
from measures.rounds.selectors.audience import in_role
from measures.rounds.services import links
from measures.rounds.states import RoundState
from measures.selectors.speakers import parts_of, speakers_of
from offensief.accounts.models import User
from offensief.outbox.models import Message
from offensief.outbox.services import queue


def round_deed(round_: Round) -> str:
    """By what views ring for everything a round just told (measures.views.ringing.ring_for)."""
    return f"round:{round_.number}"


def post(*, to: User, letter: Letter, about: Sequence[Submission], key: str) -> Message:
    """Put a letter in the outbox; `key` names the event.

    About one submission that can still be answered its link is a personal one, for who may have
    one. Otherwise it is the address for who has signed in.
    """
    dedupe_key = f"{key}:{to.pk}"
    known = Message.objects.filter(dedupe_key=dedupe_key).first()
    if known is not None:
        # Before a link is made: one that nobody gets would only be one more way in.
        return known
    pairs = [(to, about[0])] if len(about) == 1 else []
    link = next(iter(_ways_in(pairs).values()), None)
    return _queue(to, letter, dedupe_key, link, about)


def _ways_in(pairs: Sequence[tuple[User, Submission]]) -> dict[tuple[int, int], PersonalLink]:
    """Personal links, where there is something to answer, or to read what became of the answers;
    by row numbers as links_for does."""
    useful = [(user, s) for user, s in pairs if s.round.state in {RoundState.OPEN, RoundState.SENT}]
    return links.links_for(pairs=useful, by=None) if useful else {}


def _queue(
    to: User,
    letter: Letter,
    dedupe_key: str,
    link: PersonalLink | None,
    about: Sequence[Submission],
) -> Message:
    return queue(
        to=to,
        link=links.path_of(link) if link else letters.path_to(about),
        seals_link=link is not None,
        dedupe_key=dedupe_key,
        **asdict(letter),
    )


def tell_opened(round_: Round) -> None:
    """Everybody who is asked hears that the questions are there."""
    measures: dict[int, list[Measure]] = {}
    answers = Answer.objects.filter(round=round_).exclude(submission=None)
    for answer in answers.select_related("measure").order_by("measure__number"):
        measures.setdefault(answer.submission_id or 0, []).append(answer.measure)
    _tell_all(round_, "opened", lambda s: letters.opened(s, measures.get(s.pk, [])))


def tell_frozen(round_: Round) -> None:
    """Nothing changes any more."""
    today = timezone.localdate()
    _tell_all(round_, "frozen", lambda s: letters.frozen(s, today=today))


def tell_sent(round_: Round) -> None:
    """The report went to parliament, and each partner sees what was done with its answers."""
    _tell_all(round_, "sent", letters.sent)


def tell_withdrawn(round_: Round, reason: str) -> None:
    """Whoever heard of the round hears that it does not go on. Of a draft nobody knew."""
    people = {user for user, _ in _recipients(_submissions(round_))}
    if not people:
        told = announcements(round_).select_related("recipient")
        people = {message.recipient for message in told}
    letter = letters.withdrawn(round_, reason)
    for user in people:
        post(to=user, letter=letter, about=(), key=f"{round_deed(round_)}:withdrawn")


def _tell_all(round_: Round, what: str, write: Callable[[Submission], Letter]) -> None:
    """One message per partner and person: who speaks for two partners has a link to each."""
    submissions = _submissions(round_)
    written = {submission.pk: write(submission) for submission in submissions}
    pairs = _recipients(submissions)
    ways = _ways_in(pairs)
    for user, submission in pairs:
        # The version is another one when it happens again, after a thaw.
        key = f"{round_deed(round_)}:{what}:{submission.partner.key}:{round_.version}:{user.pk}"
        link = ways.get((user.pk, submission.pk))
        _queue(user, written[submission.pk], key, link, [submission])


def _submissions(round_: Round) -> list[Submission]:
    found = list(round_.submissions.select_related("partner"))
    for submission in found:
        submission.round = round_
    return found


def _recipients(submissions: Iterable[Submission]) -> list[tuple[User, Submission]]:
    asked = list(submissions)
    speakers = speakers_of([s.partner for s in asked], today=timezone.localdate())
    return [(user, s) for s in asked for user in speakers[s.partner_id].recipients]


def tell_returned(
    submission: Submission, reason: str, questions: Sequence[tuple[Measure, str]]
) -> None:
    """The partner hears which questions there are."""
    _tell(submission, "returned", letters.returned(submission, reason, questions))


def tell_approved(submission: Submission) -> None:
    """The partner is thanked."""
    _tell(submission, "approved", letters.approved(submission, today=timezone.localdate()))


def tell_missed(submission: Submission, reason: str) -> None:
    """The partner hears that the round goes on without it."""
    _tell(submission, "missed", letters.missed(submission, reason))


def tell_extended(submission: Submission, reason: str) -> None:
    """The partner hears of its new last day."""
    _tell(submission, "extended", letters.extended(submission, reason))


def tell_to_sign(submission: Submission, by: User) -> None:
    """The signers are asked, but for who laid it before them."""
    letter = letters.to_sign(submission, by.name)
    _tell(submission, "to-sign", letter, _in_role(submission, MembershipRole.SIGNER, but=by))


def tell_declined(submission: Submission, reason: str, by: User) -> None:
    """The editors hear why there is no signature."""
    letter = letters.declined(submission, by.name, reason)
    _tell(submission, "declined", letter, _in_role(submission, MembershipRole.EDITOR, but=by))


def _in_role(submission: Submission, role: MembershipRole, *, but: User) -> list[User]:
    parts = parts_of([submission.partner])[submission.partner_id]
    return [user for user in in_role(parts, role, today=timezone.localdate()) if user != but]


def _tell(
    submission: Submission, what: str, letter: Letter, people: Iterable[User] | None = None
) -> None:
    """Tell these people, or everybody who gets the messages of the partner."""
    if people is None:
        people = [user for user, _ in _recipients([submission])]
    key = f"{round_deed(submission.round)}:{what}:{submission.partner.key}:{submission.version}"
    for user in people:
        post(to=user, letter=letter, about=[submission], key=key)
