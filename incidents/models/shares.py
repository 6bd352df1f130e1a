"""Percentages as a publication prints them. The portal computes its own; these are for checking."""

from django.db import models
from django.db.models import F, Q

from incidents.models.catalogue import Area, Definition
from incidents.models.figures import ObjectType, Outcome
from incidents.models.releases import Release
from offensief.audit.append_only import append_only


class PrintedShare(models.Model):
    """A percentage beside a figure of the same delivery: 937 homes are 72% of all attacks."""

    release = models.ForeignKey(
        Release, models.PROTECT, related_name="shares", verbose_name="levering"
    )
    definition = models.ForeignKey(
        Definition, models.PROTECT, related_name="+", verbose_name="definitie"
    )
    period_start = models.DateField("periode vanaf")
    period_end = models.DateField("periode tot")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="gebied")
    object_type = models.CharField("object", max_length=20, choices=ObjectType)
    outcome = models.CharField("uitkomst", max_length=10, choices=Outcome)
    percent = models.DecimalField("percentage", max_digits=6, decimal_places=3)
    # As many as are printed: "72%" has none, so it is anything from 71.5 to 72.5.
    decimals = models.PositiveSmallIntegerField("decimalen")
    # What it is a percentage of: everything counted by this definition.
    of = models.ForeignKey(
        Definition, models.PROTECT, related_name="+", verbose_name="percentage van"
    )
    locator = models.CharField("vindplaats", max_length=200, blank=True)

    class Meta:
        verbose_name = "vermeld percentage"
        verbose_name_plural = "vermelde percentages"
        ordering = ["release", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "release",
                    "definition",
                    "period_start",
                    "period_end",
                    "area",
                    "object_type",
                    "outcome",
                    "of",
                ],
                name="share_stands_once_in_a_release",
            ),
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100)), name="share_is_a_part_of_a_whole"
            ),
            models.CheckConstraint(
                condition=Q(period_start__lt=F("period_end")), name="share_period_has_length"
            ),
        ]
        triggers = append_only("shares_are_append_only")

    def __str__(self) -> str:
        return f"{self.area}, {self.period_start:%Y}: {self.percent}%"
