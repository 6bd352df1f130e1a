"""Following a measure, and who hears what."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from measures.models import Follow, Involvement, Measure, Partner
from measures.services import bulk, follows, milestones, notices, status, succession
from measures.services.status import StatusChange
from measures.statuses import Course, Phase, SuccessionKind
from offensief.accounts.models import User
from offensief.audit.models import Entry
from offensief.lib.refusals import NotAllowed
from offensief.outbox.models import Message
from tests.conftest import SignedIn

GOING = StatusChange(phase=Phase.UNDERWAY, course=Course.ON_TRACK, explanation="Wij begonnen.")


def _measure(number: str = "1.01") -> Measure:
    return Measure.objects.get(number=number)


def _change(by: User, number: str = "1.01") -> None:
    measure = _measure(number)
    status.change_status(measure=measure, version=measure.version, change=GOING, by=by)


def _heard(person: User) -> list[str]:
    return list(Message.objects.filter(recipient=person).values_list("subject", flat=True))


def test_a_follower_hears_of_a_status_change_once(aedes: User, secretary: User) -> None:
    follows.follow(measure=_measure(), by=aedes)

    _change(secretary)

    message = Message.objects.get()
    assert message.recipient == aedes
    assert message.subject == "Maatregel 1.01: status gewijzigd"
    assert "Fase: nog niet gestart → in uitvoering" in message.body
    assert "Wij begonnen." in message.body
    assert message.link == "/maatregelen/1.01/"


def test_who_did_it_hears_nothing(secretary: User) -> None:
    follows.follow(measure=_measure(), by=secretary)

    _change(secretary)

    assert _heard(secretary) == []


def test_who_stopped_following_hears_nothing(aedes: User, secretary: User) -> None:
    follows.follow(measure=_measure(), by=aedes)
    follows.unfollow(measure=_measure(), by=aedes)

    _change(secretary)

    assert _heard(aedes) == []


def test_who_may_no_longer_see_the_measure_hears_nothing(aedes: User, secretary: User) -> None:
    follows.follow(measure=_measure(), by=aedes)
    aedes.memberships.update(ended_at=timezone.now())

    _change(secretary)

    assert _heard(aedes) == []


def test_a_course_report_is_heard_by_the_secretariat(aedes: User, secretary: User) -> None:
    follows.follow(measure=_measure(), by=secretary)
    change = StatusChange(
        phase=Phase.NOT_STARTED, course=Course.DELAYED, explanation="Later.", needed="Mensen."
    )

    status.report_course(
        measure=_measure(),
        version=1,
        change=change,
        partner=Partner.objects.get(key="aedes"),
        by=aedes,
    )

    assert _heard(secretary) == ["Maatregel 1.01: status gewijzigd"]


def test_many_changes_at_once_are_one_message(reader: User, secretary: User) -> None:
    numbers = ["1.01", "1.02", "1.03"]
    for number in numbers[:2]:
        follows.follow(measure=_measure(number), by=reader)
    rows = [bulk.RowChange(measure=_measure(n), version=1, change=GOING) for n in numbers]

    bulk.change_many(changes=rows, by=secretary)

    message = Message.objects.get()
    assert message.subject == "2 maatregelen die u volgt: status gewijzigd"
    assert "1.01 " in message.body
    assert "1.03 " not in message.body
    assert message.link == "/volgen/"


def test_a_milestone_that_moves_or_is_done_is_heard(aedes: User, secretary: User) -> None:
    follows.follow(measure=_measure(), by=aedes)
    step = milestones.add_milestone(
        measure=_measure(), title="Model klaar", planned_on=date(2026, 1, 1), by=secretary
    )
    step = milestones.move_milestone(
        milestone=step, version=1, to=date(2026, 6, 1), reason="Meer tijd nodig.", by=secretary
    )
    milestones.complete_milestone(
        milestone=step, version=2, done_on=date(2025, 11, 1), note="", by=secretary
    )

    assert sorted(_heard(aedes)) == [
        "Maatregel 1.01: mijlpaal behaald",
        "Maatregel 1.01: mijlpaal verschoven",
    ]


def test_a_decision_about_a_measure_is_heard(aedes: User, secretary: User) -> None:
    follows.follow(measure=_measure(), by=aedes)
    wish = succession.Wish(
        kind=SuccessionKind.STOP,
        decided_on=timezone.localdate(),
        reason="Niet meer nodig.",
        predecessors=(_measure(),),
    )

    made = succession.succeed(wish=wish, by=secretary)

    assert _heard(aedes) == ["Maatregel 1.01: besluit 'gestopt'"]
    assert len(notices.queued(notices.succession_deed(made))) == 1


def test_the_view_rings_for_the_messages(
    aedes: User, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[int] = []
    monkeypatch.setattr("measures.views.ringing.ring_after_commit", rung.extend)
    follows.follow(measure=_measure(), by=aedes)
    form = {
        "version": "1",
        "phase": "underway",
        "course": "on_track",
        "certainty": "checked",
        "explanation": "Wij begonnen.",
    }

    SignedIn(secretary).post("/maatregelen/1.01/status/", form)

    assert rung == [Message.objects.get().pk]


def test_following_twice_is_following_once(aedes: User) -> None:
    follows.follow(measure=_measure(), by=aedes)
    follows.follow(measure=_measure(), by=aedes)

    assert Follow.objects.count() == 1
    assert Entry.objects.filter(action="maatregel gevolgd").count() == 1


def test_a_measure_one_may_not_see_cannot_be_followed(police: User) -> None:
    with pytest.raises(NotAllowed):
        follows.follow(measure=_measure(), by=police)


@pytest.mark.parametrize(
    ("sent", "count"),
    [({}, 1), ({"volgen": "ja"}, 1), ({"volgen": "nee"}, 0), ({"volgen": "\x00"}, 1)],
)
def test_the_button_says_what_is_wanted(sent: dict[str, str], count: int, aedes: User) -> None:
    SignedIn(aedes).post("/maatregelen/1.01/volgen/", sent)

    assert Follow.objects.filter(ended_at=None).count() == count


def test_the_page_shows_what_i_follow_and_the_way_out(aedes: User, secretary: User) -> None:
    follows.follow(measure=_measure(), by=aedes)
    follows.follow(measure=_measure("2.01"), by=secretary)
    client = SignedIn(aedes)

    page = client.get("/volgen/").content.decode()
    sent = client.post("/maatregelen/1.01/volgen/", {"volgen": "nee", "terug": "volgen"})

    assert "/maatregelen/1.01/" in page
    assert "2.01" not in page
    assert sent["Location"] == "/volgen/"
    assert "U volgt nog geen maatregelen" in client.get("/volgen/").content.decode()


def test_what_i_may_no_longer_see_is_not_on_the_page(aedes: User) -> None:
    follows.follow(measure=_measure(), by=aedes)
    Involvement.objects.filter(measure__number="1.01", partner__key="aedes").update(
        valid_to=date(2099, 1, 1)
    )

    assert "1.01" not in SignedIn(aedes).get("/volgen/").content.decode()


def test_the_number_of_queries_does_not_grow_with_what_i_follow(secretary: User) -> None:
    client = SignedIn(secretary)
    follows.follow(measure=_measure(), by=secretary)
    with CaptureQueriesContext(connection) as few:
        client.get("/volgen/")
    for measure in Measure.objects.all():
        follows.follow(measure=measure, by=secretary)
    with CaptureQueriesContext(connection) as many:
        client.get("/volgen/")

    assert len(few) == len(many)
