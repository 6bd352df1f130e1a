"""Everything that happened in a round. The events are the truth; states are read from them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from measures.models import Partner
from measures.rounds.models.round import Round
from measures.rounds.models.submission import Answer, Submission
from measures.rounds.states import Step, Via
from offensief.audit.append_only import append_only


class RoundEvent(models.Model):
    """One step of a round, a submission or an answer: who, for whom, when, from, to and why."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="events", verbose_name="uitvraag")
    submission = models.ForeignKey(
        Submission,
        models.PROTECT,
        related_name="events",
        verbose_name="inzending",
        null=True,
        blank=True,
    )
    answer = models.ForeignKey(
        Answer,
        models.PROTECT,
        related_name="events",
        verbose_name="antwoord",
        null=True,
        blank=True,
    )
    step = models.CharField("stap", max_length=15, choices=Step)
    at = models.DateTimeField("moment", default=timezone.now)
    # None: the portal itself, such as an opening at its planned moment.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="door",
        null=True,
        blank=True,
    )
    # Filled when the secretariat wrote down what a partner said.
    on_behalf_of = models.ForeignKey(
        Partner, models.PROTECT, related_name="+", verbose_name="namens", null=True, blank=True
    )
    via = models.CharField("via", max_length=10, choices=Via)
    state_from = models.CharField("was", max_length=12, blank=True)
    state_to = models.CharField("werd", max_length=12)
    reason = models.TextField("waarom", blank=True)
    payload: Any = models.JSONField("inhoud", default=dict)
    payload_hash = models.CharField("hash van de inhoud", max_length=64)

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(step=Step.OPEN), name="round_opens_once"
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(step=Step.EXPECT),
                name="submission_is_expected_once",
            ),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="step_is_known"),
            models.CheckConstraint(
                condition=~Q(
                    step__in=[
                        Step.DECLINE,
                        Step.RETURN,
                        Step.EXTEND,
                        Step.MISS,
                        Step.UNMISS,
                        Step.REOPEN,
                        Step.THAW,
                        Step.WITHDRAW,
                        Step.QUESTION,
                    ]
                )
                | ~Q(reason=""),
                name="step_that_needs_a_reason_has_one",
            ),
        ]
        triggers = append_only("round_events_are_append_only")

    def __str__(self) -> str:
        return f"{self.round.number}: {self.get_step_display()}"
