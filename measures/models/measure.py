"""A measure: its official wording, which never changes, and where it stands now."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from measures.models.plan import Pillar, Plan, Section
from measures.statuses import Course, Phase, Wave

_OFFICIAL = ["number", "plan", "pillar", "section", "official_text", "wave", "plan_lines"]


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Named sets of measures."""

    def of_partners_of(self, user_id: int) -> Self:
        """Measures in which a partner of this person takes part now."""
        return self.filter(
            Q(involvements__valid_to=None)
            & Q(involvements__partner__memberships__user_id=user_id)
            & Q(involvements__partner__memberships__ended_at=None)
        ).distinct()

    def without_lead(self) -> Self:
        """Measures that are "nog te beleggen"."""
        return self.exclude(
            pk__in=self.model.objects.filter(
                involvements__role="lead", involvements__valid_to=None
            ).values("pk")
        )

    def without_word_since(self, day: date) -> Self:
        """Measures of which nobody said anything on or after this day."""
        return self.filter(Q(confirmed_on=None) | Q(confirmed_on__lt=day))


class Measure(models.Model):
    """One of the measures of the plan. The number is never used again."""

    number = models.CharField("nummer", max_length=10, unique=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="measures", verbose_name="plan")
    pillar = models.ForeignKey(
        Pillar, models.PROTECT, related_name="measures", verbose_name="pijler"
    )
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        related_name="measures",
        verbose_name="paragraaf",
        null=True,
        blank=True,
    )
    short_title = models.CharField("korte titel", max_length=100)
    official_text = models.TextField("officiële tekst")
    wave = models.CharField("golf", max_length=10, choices=Wave)
    plan_lines = models.CharField("regels in het plan", max_length=40)

    phase = models.CharField("fase", max_length=20, choices=Phase, default=Phase.NOT_STARTED)
    course = models.CharField("koers", max_length=20, choices=Course, default=Course.NOT_ASSESSED)
    confirmed_on = models.DateField("laatste opgave op", null=True, blank=True)
    # Counts the changes; a form that was opened at an older count is a conflict.
    version = models.PositiveIntegerField("versie", default=1)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "maatregel"
        verbose_name_plural = "maatregelen"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(phase__in=Phase.values), name="measure_phase_is_a_known_phase"
            ),
            models.CheckConstraint(
                condition=Q(course__in=Course.values), name="measure_course_is_a_known_course"
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="official_wording_never_changes", fields=_OFFICIAL)]

    def __str__(self) -> str:
        return f"{self.number} {self.short_title}"

    def get_absolute_url(self) -> str:
        """The page of this measure."""
        return reverse("measure", kwargs={"number": self.number})
