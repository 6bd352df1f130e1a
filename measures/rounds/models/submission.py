"""What one partner hands in, and its answer about each measure. Their states are projections of
the events (measures.rounds.lifecycle)."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from measures.models import Measure, Partner
from measures.rounds.content import FIXED, STEP_PARTS, Content, day_in, order, step_field
from measures.rounds.lifecycle import AnswerStanding, SubmissionStanding, is_unlocked
from measures.rounds.models.round import Round, last_day
from measures.rounds.states import ANSWERED, AnswerState, RoundState, SubmissionState
from measures.statuses import (
    COURSES_THAT_NEED_A_NEXT_STEP,
    PHASES_THAT_NEED_A_RESULT,
    Course,
    Phase,
)
from offensief.audit.traced import Traced


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Named sets of submissions."""

    def of_person(self, user_id: int) -> "SubmissionQuerySet":
        """Submissions of the partners this person speaks for now."""
        return self.filter(
            partner__memberships__user_id=user_id, partner__memberships__ended_at=None
        ).distinct()


class Submission(Traced):
    """A partner in a round. It is there from the opening, also when the partner does nothing."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="submissions", verbose_name="uitvraag"
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="submissions", verbose_name="partner"
    )
    state = models.CharField(
        "stand", max_length=12, choices=SubmissionState, default=SubmissionState.NOT_STARTED
    )
    # Counts everything that happened to it: who signs or approves says what was seen.
    version = models.PositiveIntegerField("versie", default=1)
    returns = models.PositiveSmallIntegerField("keer teruggestuurd", default=0)
    # An own last day: by an extension or a return.
    due_on = models.DateField("eigen uiterste dag", null=True, blank=True)
    seen_at = models.DateTimeField("voor het eerst bekeken", null=True, blank=True)
    # The first signature decides whether it was late.
    first_signed_at = models.DateTimeField("eerst ondertekend op", null=True, blank=True)
    was_late = models.BooleanField("te laat", default=False)
    signed_at = models.DateTimeField("ondertekend op", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="ondertekend door",
        null=True,
        blank=True,
    )

    TRAIL: ClassVar = (
        "round",
        "partner",
        "state",
        "returns",
        "due_on",
        "seen_at",
        "first_signed_at",
        "was_late",
        "signed_at",
        "signed_by",
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "inzending"
        verbose_name_plural = "inzendingen"
        ordering = ["round", "partner"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "partner"], name="partner_hands_in_once_per_round"
            ),
            models.CheckConstraint(
                condition=Q(state__in=SubmissionState.values), name="submission_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        SubmissionState.SUBMITTED,
                        SubmissionState.RESUBMITTED,
                        SubmissionState.APPROVED,
                    ]
                )
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="submission_handed_in_is_signed",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="submissions_are_never_deleted", operation=pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.partner} in ronde {self.round.number}"

    @property
    def trail_id(self) -> str:
        """Round and partner."""
        return f"{self.round.number}.{self.partner.key}"

    @property
    def last_day(self) -> date:
        """The last day on which a signature is in time."""
        return last_day(self.round, self.due_on)

    @property
    def standing(self) -> SubmissionStanding:
        """As the lifecycle knows it."""
        return SubmissionStanding(SubmissionState(self.state), self.returns)

    @property
    def where(self) -> dict[str, str]:
        """What names it in an address."""
        return {"number": self.round.number, "key": self.partner.key}

    def get_absolute_url(self) -> str:
        """The page of the partner."""
        return reverse("submission", kwargs=self.where)


# The states of WRITABLE, in words that a migration can keep (a unit test compares them).
UNLESS_WRITABLE = """
    IF NOT EXISTS (
        SELECT 1 FROM rounds_submission s JOIN rounds_round r ON r.id = s.round_id
        WHERE s.id = NEW.submission_id AND r.state = 'open'
        AND s.state IN ('busy', 'not_started', 'returned')
    ) THEN
        RAISE EXCEPTION 'An answer that is locked cannot be written.';
    END IF;
    RETURN NEW;
"""


def _written() -> pgtrigger.Q:
    """Something the partner said differs ("df" is IS DISTINCT FROM)."""
    parts = (pgtrigger.Q(**{f"old__{n}__df": pgtrigger.F(f"new__{n}")}) for n in (*FIXED, "steps"))
    return reduce(or_, parts)


class Answer(Traced):
    """What is said of one measure in a round: the proposal of the partner, never the measure."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="answers", verbose_name="uitvraag"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="answers", verbose_name="maatregel"
    )
    # None: nobody was asked.
    submission = models.ForeignKey(
        Submission,
        models.PROTECT,
        related_name="answers",
        verbose_name="inzending",
        null=True,
        blank=True,
    )
    state = models.CharField("stand", max_length=10, choices=AnswerState)
    version = models.PositiveIntegerField("versie", default=1)
    is_unchanged = models.BooleanField("ongewijzigd", default=False)
    marked_in = models.PositiveSmallIntegerField("gevraagd bij terugsturen", default=0)
    question = models.TextField("vraag van het secretariaat", blank=True)
    # When it was last copied to the measure.
    adopted_at = models.DateTimeField("overgenomen op", null=True, blank=True)

    phase = models.CharField("fase", max_length=20, choices=Phase, blank=True)
    course = models.CharField("koers", max_length=20, choices=Course, blank=True)
    text = models.TextField("tekst voor de rapportage", blank=True)
    needed = models.TextField("wat is er nodig", blank=True)
    result = models.CharField("resultaat", max_length=300, blank=True)
    result_on = models.DateField("datum van het resultaat", null=True, blank=True)
    result_link = models.CharField("internetadres van het resultaat", max_length=500, blank=True)
    result_place = models.CharField("product of document", max_length=40, blank=True)
    note = models.TextField("notitie voor het secretariaat", blank=True)
    # Fields about milestones, by the names of measures.rounds.content.
    steps = models.JSONField("mijlpalen", default=dict, blank=True)
    # The content when it was asked: what was approved last.
    base = models.JSONField("vorig antwoord", default=dict, blank=True)

    TRAIL: ClassVar = (
        "round",
        "measure",
        "submission",
        "state",
        "version",
        "is_unchanged",
        "marked_in",
        "question",
        "adopted_at",
        *FIXED,
        "steps",
    )

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        ordering = ["round", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "measure"], name="measure_is_answered_once_per_round"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AnswerState.values), name="answer_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=AnswerState.NOT_ASKED, submission=None)
                | (~Q(state=AnswerState.NOT_ASKED) & Q(submission__isnull=False)),
                name="answer_has_a_submission_exactly_when_asked",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ANSWERED)) | (~Q(text="") & ~Q(phase="")),
                name="answer_given_has_phase_and_text",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ANSWERED))
                | ~Q(course__in=sorted(COURSES_THAT_NEED_A_NEXT_STEP))
                | ~Q(needed=""),
                name="answer_with_a_bad_course_says_what_is_needed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ANSWERED))
                | ~Q(phase__in=sorted(PHASES_THAT_NEED_A_RESULT))
                | (~Q(result="") & Q(result_on__isnull=False)),
                name="answer_that_it_is_done_has_a_dated_result",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="what_was_asked_never_changes", fields=["round", "measure", "base"]
            ),
            pgtrigger.Protect(name="answers_are_never_deleted", operation=pgtrigger.Delete),
            # Whatever the way in: what is signed or closed cannot be written.
            pgtrigger.Trigger(
                name="locked_answers_are_never_written",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=_written(),
                func=UNLESS_WRITABLE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure.number} in ronde {self.round.number}"

    @property
    def trail_id(self) -> str:
        """Round and measure."""
        return f"{self.round.number}.{self.measure.number}"

    @property
    def standing(self) -> AnswerStanding:
        """As the lifecycle knows it."""
        return AnswerStanding(AnswerState(self.state), self.marked_in, self.is_unchanged)

    def get_absolute_url(self) -> str:
        """The page where it is given."""
        if self.submission is None:
            return self.measure.get_absolute_url()
        where = {**self.submission.where, "measure": self.measure.number}
        return reverse("answer", kwargs=where)

    @classmethod
    def parts_in_words(cls, value: dict[str, Any]) -> str:
        """What it says of milestones; the number is that of the milestone."""
        told = []
        for name in order(value):
            step = step_field(name)
            if value[name] and step is not None:
                which = "nieuwe mijlpaal" if step.is_new else "mijlpaal"
                told.append(f"{which} {step.number}, {STEP_PARTS[step.part]}: {value[name]}")
        return "; ".join(told)

    def content(self) -> dict[str, str]:
        """Everything it holds, as texts by field."""
        fixed = {name: str(getattr(self, name) or "") for name in FIXED if name != "result_on"}
        day = self.result_on.isoformat() if self.result_on else ""
        return {**fixed, "result_on": day, **self.steps}

    def put(self, content: Content) -> None:
        """Take these fields over; the others stay."""
        for name, value in content.items():
            if name == "result_on":
                self.result_on = day_in(content, name)
            elif name in FIXED:
                setattr(self, name, value)
            else:
                self.steps = {**self.steps, name: value}

    def is_open_to_partner(self, submission: Submission) -> bool:
        """The partner may write here now."""
        return is_unlocked(
            submission.standing, self.standing, round_state=RoundState(submission.round.state)
        )


def contents(answers: Iterable[Answer]) -> dict[str, dict[str, str]]:
    """What answers hold, by the number of their measure."""
    return {answer.measure.number: answer.content() for answer in answers}
