"""Whatever people do in a round, the events alone give every state and every text."""

import contextlib
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from measures.models import Measure
from measures.rounds.hands import Hand
from measures.rounds.models import Answer, Round, RoundEvent, Submission
from measures.rounds.selectors.replay import differences
from measures.rounds.services import answering, keeping, reviewing, signing
from measures.rounds.states import (
    ANSWERED,
    GIVEN,
    SETTLED,
    AnswerState,
    RoundState,
    Step,
    SubmissionState,
)
from offensief.accounts.models import Role, User
from offensief.audit.history import states_at
from offensief.audit.traced import facts
from offensief.lib.refusals import Refused
from offensief.lib.rules import EditConflict
from tests.conftest import make_person
from tests.rounds import NOW, answer_of, played_round, submission_of

REFUSALS = (ValidationError, EditConflict, Refused)
NUMBERS = ("1.01", "1.04", "2.01")
PARTNERS = {"1.01": "aedes", "1.04": "aedes", "2.01": "politie"}
REASON = "Zo is het besproken."

numbers = st.sampled_from(NUMBERS)
partners = st.sampled_from(["aedes", "politie"])
days = st.integers(0, 30).map(lambda n: date(2027, 7, 12) + timedelta(days=n))
reasons = st.sampled_from(["", REASON, REASON])
# Mostly the version on the screen, now and then an outdated one.
behind = st.sampled_from([0, 0, 0, 0, 1])


class RoundMachine(RuleBasedStateMachine):
    """Everything is undone at the end of an example."""

    people: dict[str, User]
    seen: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()

    @initialize(start=st.sampled_from(["asked", "to sign", "signed", "returned", "closed"]))
    def open_round(self, start: str) -> None:
        """By chance alone few plays would come this far."""
        self.clock = time_machine.travel(NOW, tick=False)
        traveller = self.clock.start()
        cast = self.people
        self.round = played_round(traveller, cast["secretary"], cast["aedes"], cast["politie"])
        if start in {"to sign", "signed", "returned"}:
            then = "ask_signature" if start == "to sign" else "sign"
            self.finish("aedes", "partner", "Alles loopt.", then)
        if start == "returned":
            self.send_back("aedes", ["1.01"], REASON, date(2027, 7, 30), 0)
        if start == "closed":
            self.wind_up(closes=True)

    def teardown(self) -> None:
        self.seen.update(RoundEvent.objects.values_list("step", flat=True))
        if hasattr(self, "clock"):
            self.clock.stop()
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def hand(self, who: str, partner: str) -> Hand:
        if who == "secretary":
            return Hand(by=self.people["secretary"], for_partner=True, heard="Per telefoon.")
        return Hand(by=self.people[partner])

    def now(self) -> Round:
        return Round.objects.get(pk=self.round.pk)

    @rule(
        number=numbers,
        who=st.sampled_from(["partner", "partner", "secretary"]),
        phase=st.sampled_from(["preparing", "underway", "delivered"]),
        course=st.sampled_from(["on_track", "delayed"]),
        text=st.sampled_from(["", "Zo staat het.", "woord " * 130]),
        needed=st.sampled_from(["", "Meer mensen."]),
        back=behind,
    )
    def write(self, number: str, who: str, back: int, **values: str) -> None:
        answer = answer_of(self.round, number)
        with contextlib.suppress(*REFUSALS):
            answering.save(
                answer=answer,
                version=answer.version - back,
                values=values,
                hand=self.hand(who, PARTNERS[number]),
            )

    @rule(
        partner=partners,
        who=st.sampled_from(["partner", "partner", "partner", "secretary"]),
        text=st.sampled_from(["Alles loopt.", "Er is veel gedaan.", "Wij zijn verder."]),
        then=st.sampled_from(["sign", "sign", "ask_signature", ""]),
    )
    def finish(self, partner: str, who: str, text: str, then: str) -> None:
        """By chance alone nearly nobody would ever hand in."""
        hand = self.hand(who, partner)
        good = {"phase": "underway", "course": "on_track", "text": text, "note": text}
        with contextlib.suppress(*REFUSALS):
            for number in (n for n, p in PARTNERS.items() if p == partner):
                answer = answer_of(self.round, number)
                if answer.state not in ANSWERED:
                    answering.save(answer=answer, version=answer.version, values=good, hand=hand)
            submission = submission_of(self.round, partner)
            if then:
                getattr(signing, then)(submission=submission, version=submission.version, hand=hand)

    @rule(closes=st.booleans())
    def wind_up(self, *, closes: bool) -> None:
        """Approve what is there, go on without the rest, perhaps close."""
        with contextlib.suppress(*REFUSALS):
            for partner in ("aedes", "politie"):
                submission = submission_of(self.round, partner)
                if submission.state in GIVEN - {SubmissionState.APPROVED}:
                    self.approve_now(submission, "second")
                elif submission.state not in SETTLED:
                    self.settle_now(submission, "call_missing", REASON)
            round_ = self.now()
            keeping.close_round(round_=round_, version=round_.version, by=self.people["secretary"])

    @rule(number=numbers, note=st.sampled_from(["", "Weer niets."]), back=behind)
    def confirm(self, number: str, note: str, back: int) -> None:
        answer = answer_of(self.round, number)
        with contextlib.suppress(*REFUSALS):
            answering.confirm_unchanged(
                answer=answer,
                version=answer.version - back,
                note=note,
                hand=self.hand("partner", PARTNERS[number]),
            )

    @rule(number=numbers)
    def put_back(self, number: str) -> None:
        answer = answer_of(self.round, number)
        with contextlib.suppress(*REFUSALS):
            answering.put_back(
                answer=answer,
                version=answer.version,
                hand=self.hand("partner", PARTNERS[number]),
            )

    @rule(
        partner=partners,
        who=st.sampled_from(["partner", "partner", "secretary"]),
        deed=st.sampled_from(["recall", "decline", "sign"]),
        reason=reasons,
        back=behind,
    )
    def sign(self, partner: str, who: str, deed: str, reason: str, back: int) -> None:
        submission = submission_of(self.round, partner)
        more = {"reason": reason} if deed == "decline" else {}
        with contextlib.suppress(*REFUSALS):
            getattr(signing, deed)(
                submission=submission,
                version=submission.version - back,
                hand=self.hand(who, partner),
                **more,
            )

    @rule(
        partner=partners,
        marked=st.lists(numbers, min_size=1, max_size=2, unique=True),
        reason=st.sampled_from(["", REASON, REASON, REASON]),
        due_on=days,
        back=behind,
    )
    def send_back(
        self, partner: str, marked: list[str], reason: str, due_on: date, back: int
    ) -> None:
        submission = submission_of(self.round, partner)
        with contextlib.suppress(*REFUSALS):
            reviewing.send_back(
                submission=submission,
                version=submission.version - back,
                questions=dict.fromkeys(marked, "Kan dit preciezer?"),
                reason=reason,
                due_on=due_on,
                by=self.people["second"],
            )

    @rule(partner=partners, by=st.sampled_from(["secretary", "second", "second"]), back=behind)
    def approve(self, partner: str, by: str, back: int) -> None:
        submission = submission_of(self.round, partner)
        with contextlib.suppress(*REFUSALS):
            self.approve_now(submission, by, back)

    def approve_now(self, submission: Submission, by: str, back: int = 0) -> None:
        reviewing.approve(
            submission=submission,
            version=submission.version - back,
            certainty={},
            by=self.people[by],
        )

    @rule(
        partner=partners,
        deed=st.sampled_from(["call_missing", "ask_after_all", "extend"]),
        reason=reasons,
        due_on=days,
    )
    def settle(self, partner: str, deed: str, reason: str, due_on: date) -> None:
        submission = submission_of(self.round, partner)
        if submission.state == SubmissionState.MISSED:
            deed = "ask_after_all"
        more = {"due_on": due_on} if deed == "extend" else {}
        with contextlib.suppress(*REFUSALS):
            self.settle_now(submission, deed, reason, **more)

    def settle_now(self, submission: Submission, deed: str, reason: str, **more: Any) -> None:
        getattr(reviewing, deed)(
            submission=submission,
            version=submission.version,
            reason=reason,
            by=self.people["secretary"],
            **more,
        )

    @rule(deed=st.sampled_from(["close_round", "reopen_round"]), reason=reasons)
    def keep(self, deed: str, reason: str) -> None:
        round_ = self.now()
        more = {"reason": reason} if deed == "reopen_round" else {}
        with contextlib.suppress(*REFUSALS):
            getattr(keeping, deed)(
                round_=round_, version=round_.version, by=self.people["secretary"], **more
            )

    @invariant()
    def the_events_tell_the_states(self) -> None:
        assert list(differences(self.now())) == []

    @invariant()
    def the_trail_tells_the_rows(self) -> None:
        states = states_at(timezone.now() + timedelta(seconds=1), Answer)
        for answer in Answer.objects.select_related("round", "measure", "submission__partner"):
            told = states[Answer][answer.trail_id]
            assert {name: told.get(name) for name in facts(answer)} == facts(answer)

    @invariant()
    def nothing_reaches_a_measure_without_approval(self) -> None:
        for answer in Answer.objects.filter(adopted_at=None).select_related("measure"):
            assert Measure.objects.get(pk=answer.measure_id).phase == answer.base["phase"]

    @invariant()
    def a_closed_round_has_nobody_unsettled(self) -> None:
        round_ = self.now()
        if round_.state == RoundState.CLOSED:
            assert not keeping.unsettled(round_)

    @invariant()
    def four_eyes_saw_every_approval(self) -> None:
        for event in RoundEvent.objects.filter(step=Step.APPROVE):
            shaped = RoundEvent.objects.filter(
                submission=event.submission, by=event.by, pk__lt=event.pk
            ).filter(step__in=[Step.EDIT, Step.COMPLETE, Step.CONFIRM, Step.SIGN])
            assert not shaped.exists()

    @invariant()
    def what_is_handed_in_is_complete(self) -> None:
        given = Answer.objects.filter(submission__state__in=GIVEN)
        assert not given.filter(state__in=[AnswerState.OPEN, AnswerState.QUESTION]).exists()
        for answer in given.select_related("submission"):
            submission = answer.submission
            assert submission is not None
            if submission.state == SubmissionState.APPROVED:
                assert answer.state == AnswerState.AGREED


@pytest.mark.usefixtures("db")
def test_whatever_people_do_the_events_give_every_state(
    secretary: User, aedes: User, police: User
) -> None:
    second = make_person("secretaris2@test.example", "Samir Secretaris", Role.SECRETARY)
    RoundMachine.seen = Counter()
    RoundMachine.people = {
        "secretary": secretary,
        "second": second,
        "aedes": aedes,
        "politie": police,
    }

    run_state_machine_as_test(
        RoundMachine,
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            deadline=None,
            # The same plays every time: what they reached is asked below.
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    # A play that never comes to signing and returning would prove nothing.
    reached = {Step.SIGN, Step.RETURN, Step.QUESTION, Step.APPROVE, Step.MISS, Step.CLOSE}
    assert set(RoundMachine.seen) >= reached | {Step.CONFIRM, Step.COMPLETE, Step.REOPEN}
