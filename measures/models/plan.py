"""The plan as published: its version, pillars and sections."""

from typing import ClassVar

from django.db import models

from offensief.audit.traced import Traced


class Plan(Traced):
    """One published version of the action plan."""

    key = models.CharField("versie", max_length=20, unique=True)
    title = models.CharField("titel", max_length=200)
    offered_on = models.DateField("aangeboden op")
    sha256 = models.CharField("hash van het planbestand", max_length=64)

    TRAIL: ClassVar = ("title", "offered_on", "sha256")

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        ordering = ["-offered_on"]

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"

    @property
    def trail_id(self) -> str:
        """The key of the version."""
        return self.key


class PillarQuerySet(models.QuerySet["Pillar"]):
    """Named sets of pillars."""

    def current(self) -> "PillarQuerySet":
        """The pillars of the newest plan version, in their order."""
        newest = Plan.objects.order_by("-offered_on").values("pk")[:1]
        return self.filter(plan__in=newest).order_by("number")


class Pillar(Traced):
    """A line of the plan (pijler), a chapter in the published text."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="pillars", verbose_name="plan")
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("titel", max_length=100)

    TRAIL: ClassVar = ("plan", "number", "title")

    objects = PillarQuerySet.as_manager()

    class Meta:
        verbose_name = "pijler"
        verbose_name_plural = "pijlers"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="pillar_number_is_unique_in_plan"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Section(Traced):
    """A paragraph of a pillar, such as 3.1."""

    pillar = models.ForeignKey(
        Pillar, models.PROTECT, related_name="sections", verbose_name="pijler"
    )
    number = models.CharField("nummer", max_length=10)
    title = models.CharField("titel", max_length=200)

    TRAIL: ClassVar = ("pillar", "number", "title")

    class Meta:
        verbose_name = "paragraaf"
        verbose_name_plural = "paragrafen"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["pillar", "number"], name="section_number_is_unique_in_pillar"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
