"""Figures that contradict each other. They are shown and explained, never smoothed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from offensief.audit.append_only import append_only


class Severity(models.TextChoices):
    """How much a contradiction matters."""

    FAULT = "fault", "Kan niet kloppen"
    WARNING = "warning", "Vraagt uitleg"
    NOTICE = "notice", "Goed om te weten"


class DiscrepancyState(models.TextChoices):
    """How a contradiction stands; it follows from the last note and from the last check."""

    OPEN = "open", "Open"
    EXPLAINED = "explained", "Verklaard"
    GONE = "gone", "Niet meer gevonden"


class SeenBy(models.TextChoices):
    """Among whose figures a contradiction is looked for; each sees other figures (Sight)."""

    PUBLIC = "public", "Iedereen"
    PARLIAMENT = "parliament", "Tweede Kamer"
    PARTNERS = "partners", "Partners en lezers"
    EVERYTHING = "everything", "Wie leveringen nakijkt"


class Discrepancy(models.Model):
    """What one check found in the store, with the cells as they were then."""

    check_key = models.CharField("controle", max_length=40)
    # Hash of check and cells: the same contradiction is one row, however often it is found.
    fingerprint = models.CharField("kenmerk", max_length=64, unique=True)
    # Each cell with its value, delivery and place, as text (incidents.checks.finding).
    cells: Any = models.JSONField("cijfers")
    found_at = models.DateTimeField("gevonden op", default=timezone.now)
    # Between figures that are made up for a demonstration.
    is_demo = models.BooleanField("demo", default=False)

    class Meta:
        verbose_name = "tegenstrijdigheid"
        verbose_name_plural = "tegenstrijdigheden"
        ordering = ["check_key", "pk"]

    def __str__(self) -> str:
        # Without its figures: they may be under embargo for who reads this in the trail.
        return f"Tegenstrijdigheid {self.pk}"

    def get_absolute_url(self) -> str:
        """The page with its cells side by side."""
        return reverse("discrepancy", kwargs={"pk": self.pk})


class Sighting(models.Model):
    """Since when a contradiction is there among the figures that some people see.

    Figures under embargo make one go, or make a new one, for who sees them and for nobody else.
    The sentence may count more of the kind, so it too is about the figures these people see.
    """

    discrepancy = models.ForeignKey(
        Discrepancy, models.CASCADE, related_name="sightings", verbose_name="tegenstrijdigheid"
    )
    seen_by = models.CharField("voor wie", max_length=10, choices=SeenBy)
    severity = models.CharField("ernst", max_length=10, choices=Severity)
    sentence = models.TextField("bevinding")
    found_at = models.DateTimeField("gevonden op", default=timezone.now)
    # When a check no longer found it, because newer figures took the place of these.
    gone_at = models.DateTimeField("niet meer gevonden sinds", null=True, blank=True)

    class Meta:
        verbose_name = "plaats van een tegenstrijdigheid"
        verbose_name_plural = "plaatsen van tegenstrijdigheden"
        constraints = [
            models.UniqueConstraint(
                fields=["discrepancy", "seen_by"],
                name="contradiction_stands_once_among_the_figures_of_some",
            ),
            models.CheckConstraint(
                condition=models.Q(seen_by__in=SeenBy.values),
                name="contradiction_is_looked_for_among_known_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.discrepancy}: {self.get_seen_by_display()}"


class StoreCheck(models.Model):
    """One time that all figures were checked; what opens after it asks for the next."""

    at = models.DateTimeField("op")

    class Meta:
        verbose_name = "controle van alle cijfers"
        verbose_name_plural = "controles van alle cijfers"
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.at:%d-%m-%Y %H:%M}"


class DiscrepancyNote(models.Model):
    """What somebody says about a contradiction. The last one decides whether it is explained."""

    discrepancy = models.ForeignKey(
        Discrepancy, models.PROTECT, related_name="notes", verbose_name="tegenstrijdigheid"
    )
    is_explained = models.BooleanField("verklaard")
    text = models.TextField("uitleg")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "uitleg"
        verbose_name_plural = "uitleg"
        ordering = ["at", "pk"]
        triggers = append_only("notes_on_discrepancies_are_append_only")

    def __str__(self) -> str:
        return self.text[:80]
