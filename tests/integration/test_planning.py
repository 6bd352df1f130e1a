"""Milestones: planned, moved, done, dropped, taken up again; and the course measured by them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError
from django.urls import reverse
from django.utils import timezone

from measures.models import Measure, Milestone, Partner
from measures.services import milestones, status
from measures.services.status import StatusChange
from measures.statuses import Certainty, Course, MilestoneState, Phase
from offensief.accounts.models import User
from offensief.audit.models import Entry
from offensief.lib import rules
from offensief.lib.refusals import NotAllowed
from tests.conftest import SignedIn

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=60)
LATER = SOON + timedelta(days=42)


@pytest.fixture
def measure(db: None) -> Measure:
    return Measure.objects.get(number="3.01")


@pytest.fixture
def milestone(measure: Measure, secretary: User) -> Milestone:
    return milestones.add_milestone(
        measure=measure, title="Kader vastgesteld", planned_on=SOON, by=secretary
    )


def move(milestone: Milestone, to: date, by: User, *, reason: str = "Meer tijd") -> Milestone:
    return milestones.move_milestone(
        milestone=milestone, version=milestone.version, to=to, reason=reason, by=by
    )


def test_a_move_keeps_the_old_day_the_reason_and_who(milestone: Milestone, secretary: User) -> None:
    moved = move(milestone, LATER, secretary, reason="De partners vroegen uitstel.")

    kept = moved.moves.get()
    assert (moved.first_on, moved.current_on, moved.version) == (SOON, LATER, 2)
    assert (kept.old_on, kept.new_on, kept.moved_by) == (SOON, LATER, secretary)
    assert Entry.objects.filter(action="mijlpaal verschoven").get().reason == kept.reason


@pytest.mark.parametrize(
    ("days", "reason", "field", "sentence"),
    [
        (0, "Nou", "to", "Dit is de datum die er al staat"),
        (-10, "Nou", "to", "ligt voor de eerst geplande datum"),
        (10, " ", "reason", "Schrijf waarom de datum verschuift"),
        (36_500, "Nou", "to", "Vul een dag in van 2020 t/m 2050"),
    ],
)
def test_a_wrong_move_is_refused_with_one_sentence(
    milestone: Milestone, secretary: User, days: int, reason: str, field: str, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        move(milestone, SOON + timedelta(days=days), secretary, reason=reason)

    assert sentence in refusal.value.message_dict[field][0]
    assert milestone.moves.count() == 0


def test_of_two_movers_one_gets_the_conflict(milestone: Milestone, secretary: User) -> None:
    move(milestone, LATER, secretary)

    with pytest.raises(rules.EditConflict):
        move(milestone, LATER + timedelta(days=1), secretary)


def test_the_life_of_a_milestone(milestone: Milestone, secretary: User) -> None:
    done = milestones.complete_milestone(
        milestone=milestone, version=1, done_on=TODAY, note="", by=secretary
    )
    assert (done.state, done.done_on) == (MilestoneState.DONE, TODAY)
    with pytest.raises(ValidationError, match="Heropen hem eerst"):
        move(done, LATER, secretary)

    again = milestones.reopen_milestone(milestone=done, version=2, reason="Toch niet", by=secretary)
    assert (again.state, again.done_on) == (MilestoneState.OPEN, None)

    dropped = milestones.drop_milestone(
        milestone=again, version=3, reason="Niet meer nodig", by=secretary
    )
    assert dropped.state == MilestoneState.DROPPED
    with pytest.raises(ValidationError, match="vervallen"):
        milestones.complete_milestone(
            milestone=dropped, version=4, done_on=TODAY, note="", by=secretary
        )


def test_done_in_the_future_is_refused(milestone: Milestone, secretary: User) -> None:
    with pytest.raises(ValidationError, match="ligt in de toekomst"):
        milestones.complete_milestone(
            milestone=milestone, version=1, done_on=SOON, note="", by=secretary
        )


@pytest.mark.parametrize("name", ["aedes", "police", "reader", "head", "outsider"])
def test_only_the_secretariat_plans(
    name: str, measure: Measure, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        milestones.add_milestone(
            measure=measure, title="X", planned_on=SOON, by=request.getfixturevalue(name)
        )


def test_the_database_keeps_first_dates_and_moves(milestone: Milestone, secretary: User) -> None:
    moved = move(milestone, LATER, secretary)

    attempts: list[Callable[[], int]] = [
        lambda: Milestone.objects.update(first_on=LATER),
        lambda: moved.moves.update(reason="anders"),
        lambda: Milestone.objects.update(done_on=TODAY),
        lambda: Milestone.objects.update(current_on=SOON - timedelta(days=1)),
    ]
    for attempt in attempts:
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            attempt()


def say(measure: Measure, by: User, **more: object) -> None:
    measure.refresh_from_db()
    said = {"phase": Phase.UNDERWAY, "course": Course.ON_TRACK, "explanation": "Gaat goed."}
    change = StatusChange(**{**said, **more})  # type: ignore[arg-type]
    status.change_status(measure=measure, version=measure.version, change=change, by=by)


def test_on_track_is_refused_when_later_than_first_planned(
    measure: Measure, milestone: Milestone, secretary: User
) -> None:
    say(measure, secretary)
    move(milestone, LATER, secretary)

    with pytest.raises(ValidationError) as refusal:
        say(measure, secretary, phase=Phase.PREPARING)

    (sentence,) = refusal.value.message_dict["course"]
    assert "is 42 dagen later" in sentence
    say(measure, secretary, course=Course.DELAYED, needed="Een besluit van de regiegroep")


def test_a_partner_lowers_the_course_at_once_and_raising_waits(
    measure: Measure, secretary: User, police: User
) -> None:
    partner = Partner.objects.get(key="politie")
    say(measure, secretary)
    measure.refresh_from_db()

    def tell(course: Course, needed: str = "") -> None:
        measure.refresh_from_db()
        change = StatusChange(
            phase=Phase(measure.phase),
            course=course,
            certainty=Certainty.STATED,
            explanation="Zo is het.",
            needed=needed,
        )
        status.report_course(
            measure=measure, version=measure.version, change=change, partner=partner, by=police
        )

    tell(Course.BLOCKED, "Capaciteit")
    measure.refresh_from_db()
    assert (measure.course, measure.partner_course) == (Course.BLOCKED, Course.BLOCKED)
    assert measure.secretariat_course == Course.ON_TRACK
    assert measure.certainty == Certainty.STATED

    page = SignedIn(secretary).get(measure.get_absolute_url()).content.decode()
    assert "Er is meer dan één kijk op de koers" in page

    tell(Course.ON_TRACK)
    measure.refresh_from_db()
    assert (measure.course, measure.partner_course) == (Course.BLOCKED, Course.ON_TRACK)
    last = measure.updates.first()
    assert last is not None
    assert (last.course_stated, last.course_to, last.on_behalf_of) == (
        Course.ON_TRACK,
        Course.BLOCKED,
        partner,
    )
    assert Entry.objects.filter(action="koers gemeld").latest("pk").on_behalf_of == partner.name
    page = SignedIn(secretary).get(measure.get_absolute_url()).content.decode()
    assert "Het secretariaat beoordeelt of de koers omhoog gaat." in page
    assert "Nu geldt: <strong>geblokkeerd</strong>" in page


def test_a_partner_of_another_measure_cannot_speak(measure: Measure, aedes: User) -> None:
    change = StatusChange(phase=Phase.NOT_STARTED, course=Course.BLOCKED, explanation="x")
    police = Partner.objects.get(key="politie")

    with pytest.raises(NotAllowed):
        status.report_course(measure=measure, version=1, change=change, partner=police, by=aedes)


def test_evidence_needs_a_place_to_see_it(measure: Measure, secretary: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        say(measure, secretary, certainty=Certainty.EVIDENCED)
    assert "bewijsstuk" in refusal.value.message_dict["certainty"][0]

    say(measure, secretary, certainty=Certainty.EVIDENCED, result_link="https://voorbeeld.example/")
    measure.refresh_from_db()
    assert measure.certainty == Certainty.EVIDENCED


def test_the_pages_of_a_milestone_work_from_plan_to_conflict(
    measure: Measure, secretary: User
) -> None:
    client = SignedIn(secretary)
    here = reverse("milestones", kwargs={"number": "3.01"})
    client.post(here, {"title": "Kader vastgesteld", "planned_on": SOON.isoformat()})
    milestone = measure.milestones.get()
    there = reverse("milestone", kwargs={"number": "3.01", "pk": milestone.pk})
    form = {
        "act": "verschuiven",
        "verschuiven-version": "1",
        "verschuiven-to": LATER.isoformat(),
        "verschuiven-reason": "Uitstel gevraagd.",
    }

    assert client.post(there, form).status_code == 302
    conflict = client.post(there, {**form, "verschuiven-reason": "Mijn lange tekst."})
    faulty = client.post(there, {**form, "verschuiven-version": "2", "verschuiven-reason": ""})

    assert conflict.status_code == 409
    assert "Mijn lange tekst." in conflict.content.decode()
    assert 'value="2"' in conflict.content.decode()
    assert faulty.status_code == 422
    page = client.get(measure.get_absolute_url()).content.decode()
    assert "<strong>0 van 1</strong> mijlpalen behaald" in page
    assert "Gemeten aan de eerste planning is de maatregel 42 dagen later" in page
    assert "Kader vastgesteld" in client.get(reverse("planning")).content.decode()


def test_the_same_milestone_is_planned_once(measure: Measure, secretary: User) -> None:
    milestones.add_milestone(measure=measure, title="Kader", planned_on=SOON, by=secretary)

    with pytest.raises(ValidationError, match="staat er al"):
        milestones.add_milestone(
            measure=measure, title=" kader\u200b ", planned_on=SOON, by=secretary
        )


def test_a_text_in_which_nothing_can_be_seen_is_no_text(measure: Measure, secretary: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        say(measure, secretary, explanation=" \u200b \u2060")

    assert "explanation" in refusal.value.message_dict
