"""What the secretariat looks at before it approves: what changed, against what, and since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from measures.models import Measure
from measures.plan_diff import Piece, pieces
from measures.rounds import permissions
from measures.rounds.answer_rules import places
from measures.rounds.content import Content
from measures.rounds.models import Answer, PersonalLink, RoundEvent, Submission
from measures.rounds.selectors.asked import answers_with_measures
from measures.rounds.selectors.completeness import lacking
from measures.rounds.selectors.words import Change, Words, changes_in_words, words_for
from measures.rounds.states import GIVEN, AnswerState, RoundState, Step, SubmissionState
from measures.selectors.speakers import Speakers, speakers_of
from measures.statuses import Decision
from offensief.accounts.models import Person, User

_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs; long texts word by word."""

    change: Change
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedAnswer:
    """The answer about one measure, beside what it is compared with."""

    answer: Answer
    since_approved: tuple[Difference, ...]
    # Against the first submission; empty before a return.
    since_signed: tuple[Difference, ...]
    # What happened to the measure itself after it was asked about.
    meanwhile: tuple[str, ...]
    # Everything that stands in it, in words.
    shown: tuple[Change, ...]
    has_place: bool
    is_marked_now: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """The page of one submission for the secretariat."""

    submission: Submission
    answers: tuple[ReviewedAnswer, ...]
    history: tuple[RoundEvent, ...]
    signatures: tuple[RoundEvent, ...]
    links: tuple[PersonalLink, ...]
    speakers: Speakers
    # Who could be sent a personal link now.
    link_people: tuple[User, ...]
    is_open: bool
    may_keep: bool
    can_approve: bool
    # Why the one who looks may not approve what can be approved.
    not_by_you: bool
    signed_for_partner: bool
    # What was not handed in is between the partner and the secretariat.
    hides_drafts: bool
    can_return: bool
    can_extend: bool
    can_miss: bool
    can_unmiss: bool
    latest_day: date


def review_page(submission: Submission, person: Person, *, today: date) -> ReviewPage:
    """Everything the secretariat needs to decide, in a fixed number of queries per measure."""
    answers = answers_with_measures(submission)
    events = list(
        submission.events.filter(answer=None).select_related("by", "on_behalf_of").order_by("-pk")
    )
    signatures = [event for event in events if event.step == Step.SIGN]
    first = _first_signature(signatures, submission)
    wanting = lacking(answers, today=today) if submission.state not in GIVEN else {}
    state = SubmissionState(submission.state)
    keeps = permissions.may_review(person)
    is_open = submission.round.state == RoundState.OPEN
    given = state in {SubmissionState.SUBMITTED, SubmissionState.RESUBMITTED}
    mine = keeps and not permissions.may_approve(person, submission)
    speakers = speakers_of([submission.partner], today=today)[submission.partner_id]
    waits = is_open and keeps and state not in {*GIVEN, SubmissionState.MISSED}
    return ReviewPage(
        submission=submission,
        answers=tuple(
            _answer(a, first, wanting, submission, hidden=_hidden(state, keeps=keeps))
            for a in answers
        ),
        history=tuple(event for event in events if event.step not in {Step.SEE, Step.BEGIN}),
        signatures=tuple(reversed(signatures)),
        links=tuple(submission.links.select_related("person").prefetch_related("uses")),
        speakers=speakers,
        link_people=_link_people(speakers) if waits else (),
        is_open=is_open,
        may_keep=keeps,
        can_approve=is_open and given and keeps and not mine,
        not_by_you=is_open and given and mine,
        signed_for_partner=bool(signatures) and signatures[0].on_behalf_of_id is not None,
        hides_drafts=not keeps and state not in GIVEN,
        can_return=is_open and keeps and state in GIVEN,
        can_extend=waits,
        can_miss=waits,
        can_unmiss=is_open and keeps and state == SubmissionState.MISSED,
        latest_day=submission.round.closes_on,
    )


def _link_people(speakers: Speakers) -> tuple[User, ...]:
    people = dict.fromkeys((*speakers.editors, *speakers.signers))
    with_roles = permissions.people_with_roles(people)
    return tuple(user for user in people if user.pk not in with_roles)


def _hidden(state: SubmissionState, *, keeps: bool) -> frozenset[str] | None:
    """Fields that this reader does not see; None is: nothing of it at all."""
    if keeps:
        return frozenset()
    return frozenset({"note"}) if state in GIVEN else None


def _first_signature(
    signatures: Sequence[RoundEvent], submission: Submission
) -> Mapping[str, Content]:
    """What was signed first, by measure, once something was sent back."""
    if not submission.returns or not signatures:
        return {}
    found: Mapping[str, Content] = signatures[-1].payload["answers"]
    return found


def _answer(
    answer: Answer,
    first: Mapping[str, Content],
    wanting: Mapping[str, Mapping[str, str]],
    submission: Submission,
    *,
    hidden: frozenset[str] | None,
) -> ReviewedAnswer:
    measure, content = answer.measure, _seen(answer.content(), hidden, answer.base)
    # Names of products and documents are asked for only when one is mentioned.
    named = content["result_place"] or answer.base.get("result_place")
    words = words_for(measure.milestones.all(), places(measure) if named else ())
    signed = first.get(measure.number)
    if signed is not None:
        signed = _seen(signed, hidden, signed)
    missing = wanting.get(measure.number, {}) if hidden is not None else {}
    return ReviewedAnswer(
        answer=answer,
        since_approved=_differences(answer.base, content, words),
        since_signed=_differences(signed, content, words) if signed is not None else (),
        meanwhile=tuple(_meanwhile(answer, measure, words)),
        shown=tuple(changes_in_words({}, content, words)),
        has_place=bool(content["result_link"] or content["result_place"]),
        is_marked_now=bool(answer.marked_in) and answer.marked_in == submission.returns,
        missing=tuple(missing.values()),
    )


def _seen(content: Content, hidden: frozenset[str] | None, instead: Content) -> Content:
    """The content without what is hidden; of a draft only what was asked."""
    if hidden is None:
        return instead
    return {name: value for name, value in content.items() if name not in hidden}


def _differences(before: Content, after: Content, words: Words) -> tuple[Difference, ...]:
    found = []
    for change in changes_in_words(before, after, words):
        is_text = change.name in {"text", "needed", "note"} or change.name.endswith(".reason")
        # Of two texts with little in common the words one by one are a riddle.
        by_word = is_text and change.old and _alike(change.old, change.new) >= _ALIKE
        shown = tuple(pieces(change.old, change.new)) if by_word else ()
        found.append(Difference(change, shown))
    return tuple(found)


def _alike(old: str, new: str) -> float:
    """How much of the words of two texts is the same: 0 is nothing, 1 is all."""
    return SequenceMatcher(a=old.split(), b=new.split(), autojunk=False).ratio()


def _meanwhile(answer: Answer, measure: Measure, words: Words) -> Sequence[str]:
    """What changed in the measure outside the round, which approving would write over."""
    if answer.state == AnswerState.AGREED:
        return []
    found = []
    if measure.decision != Decision.ACTIVE:
        found.append(
            f"De maatregel is {measure.get_decision_display().lower()}: het antwoord wordt niet "
            "overgenomen."
        )
    for name, label in (("phase", "De fase"), ("course", "De koers")):
        asked = answer.base.get(name, "")
        now = getattr(measure, name)
        if asked and now != asked:
            found.append(
                f"{label} was bij de vraag '{words.value(name, asked).lower()}' en is nu "
                f"'{words.value(name, now).lower()}'. Het antwoord vervangt dit."
            )
    for step in measure.milestones.all():
        asked = answer.base.get(f"step.{step.pk}.planned_on", "")
        if asked and step.current_on.isoformat() != asked:
            found.append(f"Mijlpaal '{step.title}' is intussen door het secretariaat verschoven.")
    return found
