"""A measure: its official wording, which never changes, and where it stands now."""

from functools import reduce
from operator import or_
from typing import ClassVar, Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.urls import reverse

from measures.models.plan import Pillar, Plan, Section
from measures.statuses import Certainty, Course, Decision, Phase, Wave
from offensief.audit.traced import Traced

# The wording in force: a copy of the Wording of the plan version the measure stands in.
WORDING = ("pillar", "section", "short_title", "official_text", "wave", "plan_lines")


def _any_wording_differs() -> pgtrigger.Q:
    """Old and new row differ in the wording ("df" is IS DISTINCT FROM)."""
    parts = (pgtrigger.Q(**{f"old__{n}__df": pgtrigger.F(f"new__{n}")}) for n in WORDING)
    return reduce(or_, parts)


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Named sets of measures."""

    def of_partners_of(self, user_id: int) -> Self:
        """Measures in which a partner of this person takes part now."""
        return self.filter(
            Q(involvements__valid_to=None)
            & Q(involvements__partner__memberships__user_id=user_id)
            & Q(involvements__partner__memberships__ended_at=None)
        ).distinct()

    def active(self) -> Self:
        """Measures that still count."""
        return self.filter(decision=Decision.ACTIVE)

    def published(self) -> Self:
        """Measures of the newest published plan; what was added since is not public yet."""
        newest = Plan.objects.order_by("-offered_on").values("pk")[:1]
        return self.filter(plan__in=newest).exclude(plan_lines="")


class Measure(Traced):
    """One of the measures of the plan. The number is never used again.

    The axes are independent: phase, course, decision and certainty say each their own thing.
    """

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
    plan_lines = models.CharField("regels in het plan", max_length=40, blank=True)

    phase = models.CharField("fase", max_length=20, choices=Phase, default=Phase.NOT_STARTED)
    course = models.CharField("koers", max_length=20, choices=Course, default=Course.NOT_ASSESSED)
    # Both views are kept when they differ; `course` is the one in force.
    partner_course = models.CharField(
        "koers volgens de partner", max_length=20, choices=Course, default=Course.NOT_ASSESSED
    )
    secretariat_course = models.CharField(
        "koers volgens het secretariaat",
        max_length=20,
        choices=Course,
        default=Course.NOT_ASSESSED,
    )
    decision = models.CharField("besluit", max_length=10, choices=Decision, default=Decision.ACTIVE)
    certainty = models.CharField(
        "zekerheid", max_length=10, choices=Certainty, default=Certainty.NONE
    )
    confirmed_on = models.DateField("laatste opgave op", null=True, blank=True)
    # Counts the changes; a form that was opened at an older count is a conflict.
    version = models.PositiveIntegerField("versie", default=1)

    TRAIL: ClassVar = (
        "number",
        "plan",
        *WORDING,
        "phase",
        "course",
        "partner_course",
        "secretariat_course",
        "decision",
        "certainty",
        "confirmed_on",
        "version",
    )

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
            # What fits no address would break every page that links to it.
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{1,2}\.([0-9]{2}|[1-9][0-9]{2,3})$"),
                name="measure_number_is_pillar_dot_digits",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=Decision.values), name="measure_decision_is_known"
            ),
            models.CheckConstraint(
                condition=Q(certainty__in=Certainty.values), name="measure_certainty_is_known"
            ),
        ]
        indexes = [
            GinIndex(
                SearchVector("number", "short_title", "official_text", config="dutch"),
                name="measure_words",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="number_never_changes", fields=["number"]),
            pgtrigger.Protect(
                name="wording_changes_only_with_the_plan_version",
                operation=pgtrigger.Update,
                condition=_any_wording_differs() & pgtrigger.Q(new__plan=pgtrigger.F("old__plan")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.short_title}"

    @property
    def trail_id(self) -> str:
        """The number."""
        return self.number

    def get_absolute_url(self) -> str:
        """The page of this measure."""
        return reverse("measure", kwargs={"number": self.number})
