"""A round to play with: two partners, three measures, people to sign, days around a fixed one."""

from datetime import UTC, date, datetime, time
from typing import Any

import time_machine

from measures.models import Measure, MembershipRole, Milestone, Partner, StatusUpdate
from measures.rounds.content import Content
from measures.rounds.hands import Hand
from measures.rounds.models import Answer, PersonalLink, Round, Submission
from measures.rounds.selectors.holes import holes_of
from measures.rounds.services import answering, arranging, keeping, links, signing
from measures.services import members, milestones, responsibility, status
from measures.statuses import Certainty, Course, InvolvementRole, Phase
from offensief.accounts.models import User

# A Monday in the middle of the played round, ten o'clock on the Dutch clock.
NOW = datetime(2027, 7, 12, 8, tzinfo=UTC)
AEDES_MEASURES = ("1.01", "1.04")
POLICE_MEASURES = ("2.01",)
GOOD: Content = {
    "phase": "underway",
    "course": "on_track",
    "text": "Met alle corporaties is een werkwijze afgesproken.",
}


def wish(**differences: Any) -> keeping.RoundWish:
    """A round about the first half of 2027 that breaks no rule."""
    said: dict[str, Any] = {
        "title": "Voortgang eerste halfjaar 2027",
        "question": "Hoe gaat het met uw maatregelen?",
        "period_start": date(2027, 1, 1),
        "period_end": date(2027, 6, 30),
        "announces_on": date(2027, 6, 21),
        "opens_on": date(2027, 7, 5),
        "opens_time": time(9),
        "deadline_on": date(2027, 7, 23),
        "closes_on": date(2027, 8, 6),
        "figures_as_of": date(2027, 7, 20),
        "scope": tuple(Measure.objects.filter(number__in=AEDES_MEASURES + POLICE_MEASURES)),
    }
    return keeping.RoundWish(**{**said, **differences})


def lead(number: str, partner: str, by: User) -> None:
    """Make this partner the lead of a measure, from the beginning of 2027."""
    responsibility.assign(
        measure=Measure.objects.get(number=number),
        partner=Partner.objects.get(key=partner),
        role=InvolvementRole.LEAD,
        specifier="",
        valid_from=date(2027, 1, 1),
        by=by,
    )


def leads(by: User) -> None:
    """Aedes leads two measures, the police one."""
    for number in AEDES_MEASURES:
        lead(number, "aedes", by)
    for number in POLICE_MEASURES:
        lead(number, "politie", by)


def planned_round(by: User, **differences: Any) -> Round:
    """A round that waits for its opening. Call it on a day before that."""
    round_ = keeping.make_round(wish=wish(**differences), by=by)
    for hole in holes_of(round_).holes:
        if hole.measure:
            arranging.let_answer(round_=round_, who={hole.measure: None}, by=by)
        elif hole.partner:
            arranging.accept_no_signer(round_=round_, partner=hole.partner, by=by)
        else:
            arranging.accept_short_time(round_=round_, by=by)
    return keeping.plan_round(round_=round_, version=round_.version, by=by)


def submission_of(round_: Round, partner: str) -> Submission:
    """What this partner hands in, as it is now."""
    return Submission.objects.select_related("round", "partner").get(
        round=round_, partner__key=partner
    )


def answer_of(round_: Round, number: str) -> Answer:
    """The answer about this measure, as it is now."""
    return Answer.objects.select_related("measure", "submission", "round").get(
        round=round_, measure__number=number
    )


def signer(user: User, partner: str) -> None:
    """Let this person sign for a partner."""
    members.make_member(
        user=user, partner=Partner.objects.get(key=partner), role=MembershipRole.SIGNER, by=None
    )


def fill(round_: Round, number: str, by: User, **fields: str) -> Answer:
    """Give a whole answer, with these differences."""
    answer = answer_of(round_, number)
    values = {**GOOD, **fields}
    hand = Hand(by=by)
    saved = answering.save(answer=answer, version=answer.version, values=values, hand=hand)
    assert saved.is_whole, saved
    return answer_of(round_, number)


def sign(round_: Round, partner: str, by: User) -> Submission:
    """Sign what is there."""
    submission = submission_of(round_, partner)
    return signing.sign(submission=submission, version=submission.version, hand=Hand(by=by))


def assess(number: str, by: User, **differences: Any) -> StatusUpdate:
    """The secretariat says where a measure stands, so that there is an answer of before."""
    measure = Measure.objects.get(number=number)
    said: dict[str, Any] = {
        "phase": Phase.UNDERWAY,
        "course": Course.ON_TRACK,
        "explanation": "De eerste afspraken zijn gemaakt.",
        "certainty": Certainty.CHECKED,
    }
    change = status.StatusChange(**{**said, **differences})
    return status.change_status(measure=measure, version=measure.version, change=change, by=by)


def milestone(number: str, by: User, title: str, planned_on: date) -> Milestone:
    """A planned step of a measure."""
    measure = Measure.objects.get(number=number)
    return milestones.add_milestone(measure=measure, title=title, planned_on=planned_on, by=by)


def played_round(
    clock: time_machine.Traveller, secretary: User, aedes: User, police: User
) -> Round:
    """An open round on NOW: Aedes and the police are asked, and both have a signer."""
    clock.move_to(date(2027, 6, 14))
    leads(secretary)
    signer(aedes, "aedes")
    signer(police, "politie")
    for number in (*AEDES_MEASURES, *POLICE_MEASURES):
        assess(number, secretary)
    round_ = planned_round(secretary)
    clock.move_to(NOW)
    return keeping.open_round(round_=round_, by=None)


def link_for(submission: Submission, person: User) -> PersonalLink:
    """A personal link for who may have one."""
    (link,) = links.links_for(pairs=[(person, submission)], by=None).values()
    return link
