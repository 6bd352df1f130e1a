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


class Discrepancy(models.Model):
    """What one check found in the store, with the cells as they were then."""

    check_key = models.CharField("controle", max_length=40)
    # Hash of check and cells: the same contradiction is one row, however often it is found.
    fingerprint = models.CharField("kenmerk", max_length=64, unique=True)
    severity = models.CharField("ernst", max_length=10, choices=Severity)
    sentence = models.TextField("bevinding")
    # Each cell with its value, delivery and place, as text (incidents.checks.finding).
    cells: Any = models.JSONField("cijfers")
    found_at = models.DateTimeField("gevonden op", default=timezone.now)
    # When a check no longer found it, because newer figures took the place of these.
    gone_at = models.DateTimeField("niet meer gevonden sinds", null=True, blank=True)
    # Between figures that are made up for a demonstration.
    is_demo = models.BooleanField("demo", default=False)

    class Meta:
        verbose_name = "tegenstrijdigheid"
        verbose_name_plural = "tegenstrijdigheden"
        ordering = ["severity", "check_key", "pk"]

    def __str__(self) -> str:
        # Without its figures: they may be under embargo for who reads this in the trail.
        return f"Tegenstrijdigheid {self.pk}"

    def get_absolute_url(self) -> str:
        """The page with its cells side by side."""
        return reverse("discrepancy", kwargs={"pk": self.pk})

    @property
    def state(self) -> DiscrepancyState:
        """Gone when a check no longer finds it, else as the last note says, else open.

        Reads all notes: prefetch them for a list.
        """
        if self.gone_at:
            return DiscrepancyState.GONE
        notes = list(self.notes.all())
        is_explained = bool(notes) and notes[-1].is_explained
        return DiscrepancyState.EXPLAINED if is_explained else DiscrepancyState.OPEN


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
