"""No sequence of allowed deeds breaks the plan: hypothesis plays secretariat and partner."""

import contextlib
import itertools
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from measures.models import (
    Involvement,
    Measure,
    MembershipRole,
    Milestone,
    Partner,
    Pillar,
    StatusUpdate,
    Succession,
    SuccessionLink,
)
from measures.services import members, milestones, responsibility, status, succession
from measures.services.status import StatusChange
from measures.statuses import (
    COURSES_THAT_NEED_A_NEXT_STEP,
    PHASES_THAT_NEED_A_RESULT,
    Certainty,
    Course,
    Decision,
    InvolvementRole,
    Phase,
    SuccessionKind,
)
from offensief.accounts.models import User
from offensief.audit import chain
from offensief.audit.history import states_at
from offensief.audit.models import Entry
from offensief.audit.traced import Traced, facts
from offensief.lib.rules import EditConflict

NUMBERS = ("1.01", "1.02", "1.03", "3.01", "3.02")
TODAY = timezone.localdate()
# What a deed may answer; anything else is a fault of ours.
REFUSALS = (ValidationError, EditConflict)

numbers = st.sampled_from(NUMBERS)
days = st.integers(-100, 400).map(lambda n: TODAY + timedelta(days=n))
some_numbers = st.lists(numbers, max_size=3, unique=True)


class PlanMachine(RuleBasedStateMachine):
    """Everything is undone at the end of an example; the next starts from the loaded plan."""

    secretary: User
    partner_person: User

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.begun = Entry.objects.latest("pk").pk
        self.added = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def measure(self, number: str) -> Measure:
        return Measure.objects.get(number=number)

    @rule(
        number=numbers,
        phase=st.sampled_from(Phase),
        course=st.sampled_from(Course),
        certainty=st.sampled_from(Certainty),
        text=st.sampled_from(["", "Zo staat het ervoor."]),
        link=st.sampled_from(["", "https://voorbeeld.example/kader"]),
        seen=st.sampled_from([0, 0, 0, -1]),
    )
    def change_status(self, number: str, seen: int, **said: Any) -> None:
        measure = self.measure(number)
        text, link = said.pop("text"), said.pop("link")
        change = StatusChange(
            **said,
            explanation=text,
            needed=text,
            result=text,
            result_on=TODAY if link else None,
            result_link=link,
        )
        with contextlib.suppress(*REFUSALS):
            status.change_status(
                measure=measure, version=measure.version + seen, change=change, by=self.secretary
            )

    @rule(number=numbers, course=st.sampled_from(Course), text=st.sampled_from(["", "Zo is het."]))
    def report_course(self, number: str, course: Course, text: str) -> None:
        measure = self.measure(number)
        before = Course(measure.course)
        partner = Partner.objects.get(key="gemeenten")
        change = StatusChange(
            phase=Phase(measure.phase),
            course=course,
            certainty=Certainty.STATED,
            explanation=text,
            needed=text,
        )
        if not Involvement.objects.filter(measure=measure, partner=partner, valid_to=None).exists():
            return
        with contextlib.suppress(*REFUSALS):
            update = status.report_course(
                measure=measure,
                version=measure.version,
                change=change,
                partner=partner,
                by=self.partner_person,
            )
            # A partner never makes a course better by itself.
            after = Course(update.course_to)
            assert after == before or after in COURSES_THAT_NEED_A_NEXT_STEP

    @rule(number=numbers, on=days)
    def plan_step(self, number: str, on: date) -> None:
        with contextlib.suppress(*REFUSALS):
            milestones.add_milestone(
                measure=self.measure(number), title="Stap", planned_on=on, by=self.secretary
            )

    @rule(pick=st.integers(0, 50), on=days, act=st.sampled_from(["move", "done", "drop", "open"]))
    def touch_step(self, pick: int, on: date, act: str) -> None:
        steps = list(Milestone.objects.order_by("pk"))
        if not steps:
            return
        step = steps[pick % len(steps)]
        keys: dict[str, Any] = {
            "milestone": step,
            "version": step.version,
            "by": self.secretary,
        }
        with contextlib.suppress(*REFUSALS):
            if act == "move":
                milestones.move_milestone(to=on, reason="Uitstel", **keys)
            elif act == "done":
                milestones.complete_milestone(done_on=on, note="", **keys)
            elif act == "drop":
                milestones.drop_milestone(reason="Niet nodig", **keys)
            else:
                milestones.reopen_milestone(reason="Toch wel", **keys)

    @rule(
        number=numbers,
        partner=st.sampled_from(["aedes", "politie", "gemeenten"]),
        role=st.sampled_from(InvolvementRole),
        on=days,
    )
    def assign(self, number: str, partner: str, role: InvolvementRole, on: date) -> None:
        with contextlib.suppress(*REFUSALS):
            responsibility.assign(
                measure=self.measure(number),
                partner=Partner.objects.get(key=partner),
                role=role,
                specifier="",
                valid_from=on,
                by=self.secretary,
            )

    @rule(
        kind=st.sampled_from(SuccessionKind),
        starts=some_numbers,
        ends=some_numbers,
        fresh=st.integers(0, 2),
    )
    def succeed(self, kind: SuccessionKind, starts: list[str], ends: list[str], fresh: int) -> None:
        pillar = Pillar.objects.current().get(number=3)
        new = tuple(
            succession.NewMeasure(
                number=f"3.{50 + self.added + n}",
                pillar=pillar,
                short_title="Nieuw",
                official_text="Tekst.",
            )
            for n in range(fresh)
        )
        wish = succession.Wish(
            kind=kind,
            decided_on=TODAY,
            reason="Besluit.",
            predecessors=tuple(self.measure(n) for n in starts),
            successors=tuple(self.measure(n) for n in ends),
            new=new,
        )
        with contextlib.suppress(*REFUSALS):
            succession.succeed(wish=wish, by=self.secretary)
            self.added += fresh

    @invariant()
    def the_trail_alone_gives_the_plan(self) -> None:
        kinds: tuple[type[Traced], ...] = (Measure, Milestone, Involvement, Succession)
        states = states_at(timezone.now(), *kinds)
        for kind in kinds:
            touched = set(
                Entry.objects.filter(
                    pk__gt=self.begun, object_type=kind._meta.label_lower
                ).values_list("object_id", flat=True)
            )
            live = {row.trail_id: row for row in kind._default_manager.all()}
            assert touched <= set(live)
            for key in touched:
                assert states[kind][key] == facts(live[key])

    @invariant()
    def nobody_leads_twice(self) -> None:
        leads = Involvement.objects.filter(role=InvolvementRole.LEAD, valid_to=None)
        counts = leads.values("measure").annotate(n=Count("pk"))
        assert all(row["n"] == 1 for row in counts)

    @invariant()
    def what_ended_says_in_what_it_went_on(self) -> None:
        onward: dict[int, set[int]] = {}
        for link in SuccessionLink.objects.all():
            if link.predecessor_id and link.successor_id:
                onward.setdefault(link.predecessor_id, set()).add(link.successor_id)
        for start in onward:
            assert start not in succession.reachable(start, onward)
        for measure in Measure.objects.exclude(decision=Decision.ACTIVE):
            assert measure.links_onward.exists()

    @invariant()
    def moves_tell_the_whole_way(self) -> None:
        for step in Milestone.objects.prefetch_related("moves"):
            way = list(step.moves.order_by("pk"))
            assert step.first_on == (way[0].old_on if way else step.current_on)
            assert step.current_on == (way[-1].new_on if way else step.first_on)
            for earlier, later in itertools.pairwise(way):
                assert earlier.new_on == later.old_on

    @invariant()
    def what_is_done_shows_its_result(self) -> None:
        for measure in Measure.objects.filter(phase__in=PHASES_THAT_NEED_A_RESULT):
            said = StatusUpdate.objects.filter(
                measure=measure, voice="secretariat", phase_to=measure.phase
            ).latest("version")
            assert said.result
            assert said.result_on
            assert said.result_link

    @invariant()
    def the_chain_holds(self) -> None:
        entries = list(Entry.objects.filter(pk__gte=self.begun).order_by("pk"))
        for earlier, later in itertools.pairwise(entries):
            assert later.previous_hash == earlier.hash
            assert chain.link(later) == later.hash


@pytest.mark.usefixtures("db")
def test_no_sequence_of_allowed_deeds_breaks_the_plan(secretary: User, outsider: User) -> None:
    PlanMachine.secretary = secretary
    PlanMachine.partner_person = outsider
    partner = Partner.objects.get(key="gemeenten")
    members.make_member(user=outsider, partner=partner, role=MembershipRole.EDITOR, by=None)

    run_state_machine_as_test(
        PlanMachine,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
