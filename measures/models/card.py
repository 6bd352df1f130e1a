"""What a measure is meant to move, how sure that is, and what was learned."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from measures.models.measure import Measure
from measures.statuses import EVIDENCE_THAT_NEEDS_A_SOURCE, Aim, Evidence, Verdict
from offensief.audit.append_only import append_only
from offensief.audit.traced import Traced


class ContributionCard(Traced):
    """The assumed contribution of a measure. One card per measure; its past is in the trail."""

    measure = models.OneToOneField(
        Measure, models.PROTECT, related_name="card", verbose_name="maatregel"
    )
    mechanism = models.TextField("hoe het zou werken")
    objects_aimed = ArrayField(
        models.CharField(max_length=20, choices=Aim), verbose_name="objecten", default=list
    )
    region = models.CharField("regio", max_length=100, blank=True)
    # Cells of the coverage matrix as "role.phase" (measures.statuses).
    cells = ArrayField(models.CharField(max_length=40), verbose_name="rol en fase", default=list)
    evidence = models.CharField("bewijs", max_length=10, choices=Evidence, default=Evidence.UNKNOWN)
    source = models.CharField("bron van het bewijs", max_length=300, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    TRAIL: ClassVar = (
        "measure",
        "mechanism",
        "objects_aimed",
        "region",
        "cells",
        "evidence",
        "source",
        "version",
    )

    class Meta:
        verbose_name = "bijdragekaart"
        verbose_name_plural = "bijdragekaarten"
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence__in=Evidence.values), name="card_evidence_is_a_known_grade"
            ),
            models.CheckConstraint(
                condition=~Q(evidence__in=sorted(EVIDENCE_THAT_NEEDS_A_SOURCE)) | ~Q(source=""),
                name="card_with_evidence_names_its_source",
            ),
        ]

    def __str__(self) -> str:
        return f"bijdragekaart van {self.measure.number}"

    @property
    def trail_id(self) -> str:
        """The number of the measure."""
        return self.measure.number


class LearningNote(Traced):
    """What was seen in practice: it works, it does not, or it was adjusted."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="lessons", verbose_name="maatregel"
    )
    verdict = models.CharField("oordeel", max_length=15, choices=Verdict)
    text = models.TextField("wat is er geleerd")
    noted_on = models.DateField("datum")
    made_at = models.DateTimeField("vastgelegd op", default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )

    TRAIL: ClassVar = ("measure", "verdict", "text", "noted_on")

    class Meta:
        verbose_name = "leernotitie"
        verbose_name_plural = "leernotities"
        ordering = ["-noted_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="lesson_has_a_text"),
        ]
        triggers = append_only("lessons_are_append_only")

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.get_verdict_display().lower()}"
