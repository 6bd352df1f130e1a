"""The target of the Offensief, pinned to the very figure it was set against."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from incidents.models.figures import Observation
from incidents.statistics.counts import ceiling
from offensief.audit.append_only import append_only


class Target(models.Model):
    """At least `reduction_percent` fewer than the baseline figure, in `year` (plan l.85-86)."""

    year = models.PositiveSmallIntegerField("jaar", unique=True)
    baseline = models.ForeignKey(
        Observation, models.PROTECT, related_name="+", verbose_name="nulmeting"
    )
    reduction_percent = models.PositiveSmallIntegerField("afname in procenten, ten minste")
    locator = models.CharField("vindplaats", max_length=200)
    # Empty for the target of the plan, which the portal was delivered with.
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="vastgelegd door",
        null=True,
        blank=True,
    )
    set_at = models.DateTimeField("vastgelegd op", default=timezone.now)

    class Meta:
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reduction_percent__range=(1, 99)), name="target_is_a_reduction"
            )
        ]
        triggers = [
            *append_only("targets_are_append_only"),
            pgtrigger.Trigger(
                name="target_is_set_against_a_real_figure",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (
                        SELECT FROM incidents_observation
                        JOIN incidents_release
                            ON incidents_release.id = incidents_observation.release_id
                        WHERE incidents_observation.id = NEW.baseline_id
                            AND incidents_release.is_demo
                    ) THEN
                        RAISE EXCEPTION 'A target is never set against a DEMO figure.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: ten minste {self.reduction_percent}% minder"

    @property
    def maximum(self) -> int:
        """Highest yearly count that meets the target: 10% below 1543 is 1388."""
        if self.baseline.value is None:
            raise ValueError("The baseline of a target is a whole number, never a bound.")
        return ceiling(self.baseline.value, self.reduction_percent)
