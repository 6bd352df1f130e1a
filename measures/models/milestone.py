"""Dated steps of a measure, and every time such a date moved."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from measures.models.measure import Measure
from measures.planning import Planned
from measures.statuses import MilestoneState
from offensief.audit.append_only import append_only
from offensief.audit.traced import Traced


class Milestone(Traced):
    """A result with a date. The first date stays what it was; the course is judged against it."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="milestones", verbose_name="maatregel"
    )
    title = models.CharField("mijlpaal", max_length=200)
    first_on = models.DateField("eerst gepland op")
    current_on = models.DateField("nu gepland op")
    done_on = models.DateField("behaald op", null=True, blank=True)
    state = models.CharField(
        "stand", max_length=10, choices=MilestoneState, default=MilestoneState.OPEN
    )
    version = models.PositiveIntegerField("versie", default=1)

    TRAIL: ClassVar = ("measure", "title", "first_on", "current_on", "done_on", "state", "version")

    class Meta:
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"
        ordering = ["current_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MilestoneState.DONE, done_on__isnull=False)
                | (~Q(state=MilestoneState.DONE) & Q(done_on=None)),
                name="milestone_has_done_on_exactly_when_done",
                violation_error_message="Een behaalde mijlpaal heeft een datum waarop.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=MilestoneState.values), name="milestone_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(current_on__gte=F("first_on")),
                name="milestone_is_not_planned_before_its_first_date",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="first_date_never_changes", fields=["measure", "first_on"])
        ]

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.title}"

    def as_planned(self) -> Planned:
        """As far as sums go."""
        return Planned(
            title=self.title,
            first_on=self.first_on,
            current_on=self.current_on,
            done_on=self.done_on,
            is_open=self.state == MilestoneState.OPEN,
        )


class MilestoneMove(models.Model):
    """One move of a planned date, with the reason."""

    milestone = models.ForeignKey(
        Milestone, models.PROTECT, related_name="moves", verbose_name="mijlpaal"
    )
    old_on = models.DateField("was")
    new_on = models.DateField("werd")
    reason = models.TextField("reden")
    moved_at = models.DateTimeField("moment", default=timezone.now)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )

    class Meta:
        verbose_name = "verschuiving"
        verbose_name_plural = "verschuivingen"
        ordering = ["-moved_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(old_on=F("new_on")), name="move_changes_the_date"),
            models.CheckConstraint(condition=~Q(reason=""), name="move_has_a_reason"),
        ]
        triggers = append_only("moves_are_append_only")

    def __str__(self) -> str:
        return f"{self.milestone}: {self.old_on} → {self.new_on}"
