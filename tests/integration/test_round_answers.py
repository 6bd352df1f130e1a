"""What a partner writes in a round, and when it may be signed."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from measures.models import Measure, StatusUpdate
from measures.rounds.hands import Hand
from measures.rounds.models import Round, RoundEvent
from measures.rounds.selectors.completeness import lacking
from measures.rounds.services import answering, keeping, reviewing, signing
from measures.rounds.states import AnswerState, Step, SubmissionState
from measures.statuses import Course, Phase
from offensief.accounts.models import Role, User
from offensief.lib.refusals import NotAllowed, Refused
from offensief.lib.rules import EditConflict
from tests.conftest import make_person
from tests.rounds import (
    GOOD,
    NOW,
    answer_of,
    assess,
    fill,
    leads,
    milestone,
    planned_round,
    sign,
    submission_of,
)


@pytest.fixture
def second(db: None) -> User:
    return make_person("secretaris2@test.example", "Samir Secretaris", Role.SECRETARY)


def test_opening_asks_the_leads_about_their_measures(opened: Round) -> None:
    assert [a.measure.number for a in submission_of(opened, "aedes").answers.all()] == [
        "1.01",
        "1.04",
    ]
    assert submission_of(opened, "politie").state == SubmissionState.NOT_STARTED


def test_opening_twice_changes_nothing(opened: Round, secretary: User) -> None:
    events = RoundEvent.objects.count()

    keeping.open_round(round_=opened, by=secretary)

    assert RoundEvent.objects.count() == events


def test_an_answer_starts_from_what_was_said_last(opened: Round) -> None:
    content = answer_of(opened, "1.01").content()

    assert content["text"] == "De eerste afspraken zijn gemaakt."
    assert content["phase"] == "underway"


def test_a_whole_answer_is_filled_and_the_measure_stays_as_it_was(
    opened: Round, aedes: User
) -> None:
    answer = fill(opened, "1.01", aedes, phase="preparing")

    assert answer.state == AnswerState.FILLED
    assert Measure.objects.get(number="1.01").phase == Phase.UNDERWAY
    assert submission_of(opened, "aedes").state == SubmissionState.BUSY


def test_everything_signed_and_approved_reaches_the_measures(
    opened: Round, aedes: User, secretary: User
) -> None:
    fill(opened, "1.01", aedes, course="delayed", needed="Meer capaciteit.")
    answer = answer_of(opened, "1.04")
    answering.confirm_unchanged(answer=answer, version=answer.version, note="", hand=Hand(by=aedes))
    submission = sign(opened, "aedes", aedes)

    reviewing.approve(submission=submission, version=submission.version, certainty={}, by=secretary)

    measure = Measure.objects.get(number="1.01")
    assert (measure.course, measure.partner_course) == (Course.DELAYED, Course.DELAYED)
    said = StatusUpdate.objects.filter(measure=measure).latest("pk")
    assert said.made_by == aedes
    assert said.explanation == GOOD["text"]
    assert submission_of(opened, "aedes").state == SubmissionState.APPROVED


def test_who_wrote_it_down_may_not_approve_it(opened: Round, secretary: User, second: User) -> None:
    hand = Hand(by=secretary, for_partner=True, heard="Telefonisch van de korpsleiding.")
    answer = answer_of(opened, "2.01")
    answering.save(answer=answer, version=1, values=GOOD, hand=hand)
    submission = submission_of(opened, "politie")
    submission = signing.sign(submission=submission, version=submission.version, hand=hand)

    with pytest.raises(NotAllowed):
        reviewing.approve(
            submission=submission, version=submission.version, certainty={}, by=secretary
        )
    reviewing.approve(submission=submission, version=submission.version, certainty={}, by=second)

    event = RoundEvent.objects.get(step=Step.SIGN)
    assert (event.by, event.on_behalf_of) == (secretary, submission.partner)


def test_only_the_marked_measure_is_unlocked(opened: Round, aedes: User, secretary: User) -> None:
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    submission = sign(opened, "aedes", aedes)
    with pytest.raises(Refused):
        fill(opened, "1.01", aedes, text="Toch anders.")

    reviewing.send_back(
        submission=submission,
        version=submission.version,
        questions={"1.01": "Met hoeveel corporaties?"},
        reason="Graag preciezer.",
        due_on=date(2027, 7, 30),
        by=secretary,
    )

    with pytest.raises(Refused, match="geen vraag gesteld"):
        fill(opened, "1.04", aedes, text="Toch anders.")
    with pytest.raises(ValidationError, match=r"1\.01"):
        sign(opened, "aedes", aedes)
    fill(opened, "1.01", aedes, text="Met twaalf corporaties.")
    assert sign(opened, "aedes", aedes).state == SubmissionState.RESUBMITTED


def test_a_signature_does_not_cover_what_changed_meanwhile(opened: Round, aedes: User) -> None:
    fill(opened, "1.01", aedes)
    fill(opened, "1.04", aedes)
    seen = submission_of(opened, "aedes")
    fill(opened, "1.04", aedes, text="Na het bekijken gewijzigd.")

    with pytest.raises(EditConflict):
        signing.sign(submission=seen, version=seen.version, hand=Hand(by=aedes))


def test_two_people_in_one_field_are_a_conflict_and_other_fields_are_kept(
    opened: Round, aedes: User
) -> None:
    seen = answer_of(opened, "1.01")
    fill(opened, "1.01", aedes, text="Van een collega.")

    saved = answering.save(
        answer=seen,
        version=seen.version,
        values={"text": "Van mij.", "note": "Ook van mij."},
        hand=Hand(by=aedes),
    )

    assert [cell.name for cell in saved.conflicts] == ["text"]
    kept = answer_of(opened, "1.01")
    assert (kept.text, kept.note) == ("Van een collega.", "Ook van mij.")


def test_unchanged_is_refused_when_a_milestone_passed(
    clock: time_machine.Traveller, secretary: User, aedes: User
) -> None:
    clock.move_to(date(2027, 6, 14))
    leads(secretary)
    assess("1.01", secretary)
    milestone("1.01", secretary, "Werkwijze vastgesteld", date(2027, 7, 1))
    round_ = planned_round(secretary)
    clock.move_to(NOW)
    keeping.open_round(round_=round_, by=None)
    answer = answer_of(round_, "1.01")

    with pytest.raises(ValidationError, match="Werkwijze vastgesteld"):
        answering.confirm_unchanged(
            answer=answer, version=answer.version, note="", hand=Hand(by=aedes)
        )


def test_an_outsider_writes_nothing(opened: Round, outsider: User, police: User) -> None:
    answer = answer_of(opened, "1.01")

    for person in (outsider, police):
        with pytest.raises(NotAllowed):
            answering.save(answer=answer, version=1, values=GOOD, hand=Hand(by=person))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"new.1.title": "Kader", "new.1.planned_on": "2027-01-01"}, "al voorbij"),
        (
            {
                "new.1.title": "Kader",
                "new.1.planned_on": "2027-12-01",
                "new.2.title": "kader",
                "new.2.planned_on": "2027-12-01",
            },
            "staat er al",
        ),
        ({"new.1.planned_on": "2027-12-01"}, "Schrijf wat er op die dag klaar is."),
        ({"new.1.title": "Kader"}, "Vul in wanneer"),
        ({"phase": "delivered"}, "Schrijf wat het resultaat is"),
    ],
)
def test_what_is_not_complete_says_what_to_do(
    opened: Round, aedes: User, fields: dict[str, str], said: str
) -> None:
    answer = fill(opened, "1.01", aedes, **fields)

    found = lacking([answer], today=NOW.date())["1.01"]
    assert said in " ".join(found.values())
    assert answer.state == AnswerState.OPEN


def test_unchanged_twice_in_a_row_needs_a_note_also_when_a_round_opened_early(
    opened: Round, aedes: User, secretary: User
) -> None:
    for number in ("1.01", "1.04"):
        answer = answer_of(opened, number)
        answering.confirm_unchanged(answer=answer, version=1, note="", hand=Hand(by=aedes))
    submission = sign(opened, "aedes", aedes)
    reviewing.approve(submission=submission, version=submission.version, certainty={}, by=secretary)
    later = planned_round(secretary, opens_on=date(2027, 7, 13))
    keeping.open_round(round_=later, by=secretary)
    Round.objects.filter(pk=opened.pk).update(opens_on=date(2027, 7, 14))
    answer = answer_of(later, "1.01")

    with pytest.raises(ValidationError, match="ook ongewijzigd"):
        answering.confirm_unchanged(answer=answer, version=1, note="", hand=Hand(by=aedes))
    answering.confirm_unchanged(
        answer=answer, version=1, note="Alles loopt door.", hand=Hand(by=aedes)
    )
