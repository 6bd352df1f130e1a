"""The agenda of a meeting."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from measures.models import AgendaPoint, RegisterEntry
from measures.registers import Register
from measures.services import agenda
from measures.services.agenda import PointWish
from offensief.accounts.models import User
from offensief.audit.history import states_at
from offensief.audit.traced import facts
from offensief.lib import rules
from offensief.lib.refusals import NotAllowed
from tests.registers import make_entry


@pytest.fixture
def meeting(secretary: User) -> RegisterEntry:
    return make_entry(Register.MEETING, secretary)


def _now(meeting: RegisterEntry) -> int:
    return RegisterEntry.objects.get(pk=meeting.pk).version


def _add(meeting: RegisterEntry, by: User, title: str, **more: Any) -> AgendaPoint:
    wish = PointWish(title=title, **more)
    return agenda.add_point(meeting=meeting, version=_now(meeting), wish=wish, by=by)


def _titles(meeting: RegisterEntry) -> list[str]:
    live = list(meeting.agenda.filter(is_dropped=False))
    assert [point.position for point in live] == list(range(1, len(live) + 1))
    return [point.title for point in live]


def test_points_stand_in_the_order_they_were_added(meeting: RegisterEntry, secretary: User) -> None:
    _add(meeting, secretary, "Opening")
    _add(meeting, secretary, "Cijfers")

    assert _titles(meeting) == ["Opening", "Cijfers"]
    assert _now(meeting) == 3


def test_points_are_moved_dropped_and_told(meeting: RegisterEntry, secretary: User) -> None:
    for title in ("a", "b", "c"):
        last = _add(meeting, secretary, title)
    agenda.move_point(point=last, version=_now(meeting), up=True, by=secretary)
    assert _titles(meeting) == ["a", "c", "b"]
    first = meeting.agenda.get(title="a")
    agenda.move_point(point=first, version=_now(meeting), up=True, by=secretary)
    agenda.move_point(point=first, version=_now(meeting), up=False, by=secretary)
    assert _titles(meeting) == ["c", "a", "b"]

    agenda.drop_point(point=first, version=_now(meeting), by=secretary)

    assert _titles(meeting) == ["c", "b"]
    states = states_at(timezone.now(), AgendaPoint, RegisterEntry)
    assert states[AgendaPoint] == {p.trail_id: facts(p) for p in AgendaPoint.objects.all()}
    assert states[RegisterEntry] == {e.trail_id: facts(e) for e in RegisterEntry.objects.all()}


def test_an_outcome_and_a_bottleneck_are_kept(meeting: RegisterEntry, secretary: User) -> None:
    bottleneck = make_entry(Register.BOTTLENECK, secretary)
    point = _add(meeting, secretary, "Camera's", bottleneck=bottleneck)
    wish = PointWish(title="Camera's", outcome="Gemeenten beslissen.", bottleneck=bottleneck)

    changed = agenda.change_point(point=point, version=_now(meeting), wish=wish, by=secretary)

    assert changed.outcome == "Gemeenten beslissen."
    before = _now(meeting)
    agenda.change_point(point=point, version=before, wish=wish, by=secretary)
    assert _now(meeting) == before


def test_the_second_of_two_writers_is_refused(meeting: RegisterEntry, secretary: User) -> None:
    seen = _now(meeting)
    agenda.add_point(meeting=meeting, version=seen, wish=PointWish(title="a"), by=secretary)

    with pytest.raises(rules.EditConflict):
        agenda.add_point(meeting=meeting, version=seen, wish=PointWish(title="b"), by=secretary)


@pytest.mark.parametrize("name", ["police", "reader", "head", "outsider"])
def test_only_the_secretariat_keeps_the_agenda(
    name: str, meeting: RegisterEntry, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        _add(meeting, request.getfixturevalue(name), "a")


def test_all_faults_are_said_at_once(meeting: RegisterEntry, secretary: User) -> None:
    with pytest.raises(ValidationError) as error:
        _add(meeting, secretary, " ", outcome="x" * 10_001, bottleneck=meeting)

    assert set(error.value.message_dict) == {"title", "outcome", "bottleneck"}
    with pytest.raises(ValidationError, match="heeft 301 tekens"):
        _add(meeting, secretary, "x" * 301)


def test_only_a_meeting_has_an_agenda(secretary: User) -> None:
    product = make_entry(Register.PRODUCT, secretary)

    with pytest.raises(ValidationError, match="heeft een agenda"):
        _add(product, secretary, "a")


def test_a_dropped_point_changes_no_more(meeting: RegisterEntry, secretary: User) -> None:
    point = _add(meeting, secretary, "a")
    agenda.drop_point(point=point, version=_now(meeting), by=secretary)

    with pytest.raises(ValidationError, match="vervallen"):
        agenda.drop_point(point=point, version=_now(meeting), by=secretary)
