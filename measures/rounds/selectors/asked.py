"""What is asked of a partner: the list of its submissions, one submission, one answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from measures.models import Milestone
from measures.rounds import answer_rules, permissions
from measures.rounds.content import MOST_WORDS, Content, WrongValue, cleaned, words
from measures.rounds.hands import Hand
from measures.rounds.models import Answer, RoundEvent, Submission
from measures.rounds.selectors.completeness import NOT_YET, lacking
from measures.rounds.selectors.words import Change, Words, changes_in_words, words_for
from measures.rounds.states import (
    ANSWERED,
    GIVEN,
    SETTLED,
    WRITABLE,
    RoundState,
    Step,
    SubmissionState,
)
from measures.selectors.speakers import Speakers, speakers_of
from offensief.accounts.models import Person, User
from offensief.lib.dutch import date_long, plural


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A submission in the list of what is asked of me."""

    submission: Submission
    answered: int
    total: int
    time_left: str
    is_mine_to_do: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Something still to do, and the field where it is done."""

    label: str
    sentence: str
    field: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One measure on the page of a submission."""

    answer: Answer
    is_open: bool
    is_answered: bool
    # Why "ongewijzigd" cannot be pressed here; empty when it can.
    why_not_unchanged: str
    missing: tuple[Missing, ...]
    # Everything that stands in it, in words: a signer signs for all of it.
    shown: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPage:
    """The page of a partner in a round."""

    submission: Submission
    rows: tuple[AnswerRow, ...]
    time_left: str
    answered: int
    is_complete: bool
    may_write: bool
    may_sign: bool
    may_recall: bool
    is_given: bool
    return_reason: str
    speakers: Speakers
    history: tuple[RoundEvent, ...]
    receipts: tuple[RoundEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """The page of one answer; `before` is the answer of before, in words, by field."""

    answer: Answer
    submission: Submission
    steps: tuple[Milestone, ...]
    places: tuple[tuple[str, str], ...]
    words: Words
    before: Mapping[str, str]
    is_open: bool
    why_locked: str
    why_not_unchanged: str
    # All it takes to say "ongewijzigd" is a note.
    asks_note: bool
    missing: tuple[Missing, ...]
    word_count: int
    most_words: int
    changed: bool
    # Everything that stands in it, in words, for who cannot write.
    shown: tuple[Change, ...]


def asked_of(person: Person, *, today: date) -> list[AskedRow]:
    """Submissions of the own partners: what is to be done first, then by last day."""
    mine = list(
        permissions.own_submissions(person)
        .filter(round__state__in=_SHOWN)
        .select_related("round", "partner")
    )
    counts = _counts(mine) if mine else {}
    rows = [
        AskedRow(
            submission=s,
            answered=counts[s.pk][0],
            total=counts[s.pk][1],
            time_left=time_left(s, today=today),
            is_mine_to_do=s.round.state == RoundState.OPEN and s.state in WRITABLE | _TO_SIGN,
        )
        for s in mine
    ]
    return sorted(
        rows, key=lambda r: (not r.is_mine_to_do, -r.submission.round.opens_on.toordinal())
    )


_TO_SIGN = frozenset({SubmissionState.TO_SIGN})


def _counts(submissions: Sequence[Submission]) -> dict[int, tuple[int, int]]:
    """How many answers each submission has: given, and all."""
    given = Count("answers", filter=Q(answers__state__in=sorted(ANSWERED)))
    counted = Submission.objects.filter(pk__in=[s.pk for s in submissions])
    found = counted.annotate(given=given, asked=Count("answers"))
    return {pk: (done, total) for pk, done, total in found.values_list("pk", "given", "asked")}


# Drafts and withdrawn rounds are nothing to a partner.
_SHOWN = (
    RoundState.OPEN,
    RoundState.CLOSED,
    RoundState.FROZEN,
    RoundState.ESTABLISHED,
    RoundState.SENT,
)


def time_left(submission: Submission, *, today: date) -> str:
    """How long a partner still has, in words."""
    last = submission.last_day
    if submission.state in SETTLED or submission.state in GIVEN:
        return ""
    if submission.round.state != RoundState.OPEN:
        return "De ronde is gesloten."
    days = (last - today).days
    if days < 0:
        return f"De uiterste dag was {date_long(last)}. U kunt nog antwoorden."
    if days == 0:
        return "Vandaag is de laatste dag."
    return f"U hebt nog {plural(days, 'dag', 'dagen')}, t/m {date_long(last)}."


def answers_with_measures(submission: Submission) -> list[Answer]:
    """Its answers, with all that their rules ask for, in a fixed number of queries."""
    answers = list(
        submission.answers.select_related("measure__pillar", "measure__section")
        .prefetch_related("measure__milestones")
        .order_by("measure__number")
    )
    for answer in answers:
        answer.submission, answer.round = submission, submission.round
    return answers


def asked_page(submission: Submission, hand: Hand, *, today: date) -> AskedPage:
    """What this partner is asked, what was answered and what comes next."""
    answers = answers_with_measures(submission)
    wanting = lacking(answers, today=today)
    repeated = answer_rules.unchanged_before(answers)
    # Products and documents are asked for only when one is mentioned.
    named = [answer.measure for answer in answers if answer.result_place]
    places = answer_rules.places_of(named) if named else {}
    rows = tuple(
        _row(
            answer,
            wanting.get(answer.measure.number, {}),
            places.get(answer.measure_id, ()),
            repeated=answer.measure_id in repeated,
            today=today,
        )
        for answer in answers
    )
    events = list(
        submission.events.filter(answer=None)
        .exclude(step__in=[Step.SEE, Step.BEGIN])
        .select_related("by", "on_behalf_of")
        .order_by("-pk")
    )
    is_open = submission.round.state == RoundState.OPEN
    return AskedPage(
        submission=submission,
        rows=rows,
        time_left=time_left(submission, today=today),
        answered=sum(row.is_answered for row in rows),
        is_complete=not wanting,
        may_write=is_open and submission.state in WRITABLE,
        may_sign=is_open and permissions.may_sign(hand, submission),
        may_recall=is_open and submission.state == SubmissionState.TO_SIGN,
        is_given=submission.state in GIVEN,
        return_reason=_return_reason(submission, events),
        speakers=speakers_of([submission.partner], today=today)[submission.partner_id],
        history=tuple(events),
        receipts=tuple(event for event in events if event.step == Step.SIGN),
    )


def _return_reason(submission: Submission, events: Sequence[RoundEvent]) -> str:
    """Why the submission was sent back; nothing when it is not."""
    if submission.state != SubmissionState.RETURNED:
        return ""
    return next((event.reason for event in events if event.step == Step.RETURN), "")


def _row(
    answer: Answer,
    wrong: answer_rules.Faults,
    places: Iterable[tuple[str, str]],
    *,
    repeated: bool,
    today: date,
) -> AnswerRow:
    submission = answer.submission
    is_open = submission is not None and answer.is_open_to_partner(submission)
    why = ""
    if is_open:
        why = answer_rules.why_not_unchanged(
            answer, answer.content(), note=answer.note, repeated=repeated, today=today
        )
    answered = answer.state in ANSWERED and not wrong
    known = words_for(answer.measure.milestones.all(), places)
    shown = tuple(changes_in_words({}, answer.content(), known)) if answered else ()
    return AnswerRow(answer, is_open, answered, why, _missing(answer, wrong), shown)


def _missing(answer: Answer, wrong: answer_rules.Faults) -> tuple[Missing, ...]:
    known = words_for(answer.measure.milestones.all())
    return tuple(
        Missing("nog geen antwoord" if text == NOT_YET else known.label(name), text, name)
        for name, text in wrong.items()
    )


def answer_page(answer: Answer, *, today: date, why_locked: str) -> AnswerPage:
    """One measure: the answer of before beside the new one, and what is still missing."""
    submission = answer.submission
    if submission is None:
        raise ValueError("Nobody was asked about this measure.")
    content = answer.content()
    places = answer_rules.places(answer.measure)
    steps = answer_rules.open_steps(answer.measure, content)
    known = words_for(answer.measure.milestones.all(), places)
    repeated = bool(answer_rules.unchanged_before([answer]))
    is_open = answer.is_open_to_partner(submission)
    wrong = lacking([answer], today=today).get(answer.measure.number, {}) if is_open else {}
    why = answer_rules.why_not_unchanged(
        answer, content, note=answer.note, repeated=repeated, today=today
    )
    return AnswerPage(
        answer=answer,
        submission=submission,
        steps=tuple(steps),
        places=tuple(places),
        words=known,
        before={name: known.value(name, value) for name, value in answer.base.items()},
        is_open=is_open,
        why_locked="" if is_open else why_locked,
        why_not_unchanged=why,
        asks_note=why == answer_rules.NOTE_NEEDED,
        missing=_missing(answer, wrong),
        word_count=words(content["text"]),
        most_words=MOST_WORDS,
        changed=any(content.get(n, "") != v for n, v in answer.base.items() if n != "note"),
        shown=tuple(changes_in_words({}, content, known)),
    )


def not_kept(page: AnswerPage, sent: Content) -> tuple[Change, ...]:
    """What was sent and differs from what is kept, in words, for who has to copy it."""
    kept, good, wrong = page.answer.content(), {}, []
    for name, text in sent.items():
        try:
            good[name] = cleaned(name, text)
        except WrongValue:
            # No field can hold it: shown as it was typed.
            wrong.append(Change(name, page.words.label(name), "", text))
    before = {name: kept.get(name, "") for name in good}
    return (*changes_in_words(before, good, page.words), *wrong)


def is_asked_something(person: Person) -> bool:
    """There is a page "wat wordt er van mij gevraagd" for this person."""
    return isinstance(person, User) and person.memberships.filter(ended_at=None).exists()
