"""Deliveries. Only added to: a correction is a new delivery."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from incidents.models.catalogue import Source
from incidents.sight import Sight
from offensief.audit.append_only import append_only


class ReleaseStatus(models.TextChoices):
    """How settled the publisher calls its figures."""

    PROVISIONAL = "provisional", "voorlopig"
    FURTHER_PROVISIONAL = "further_provisional", "nader voorlopig"
    FINAL = "final", "definitief"
    NOT_STATED = "not_stated", "niet vermeld"


class ReleaseKind(models.TextChoices):
    """Why figures come: CBS keeps the last two apart (statistics.md, Anchors)."""

    FIRST = "first", "eerste levering"
    UPDATE = "update", "bijstelling"
    CORRECTION = "correction", "correctie"
    REVISION = "revision", "revisie"


class Precision(models.TextChoices):
    """How exactly the peildatum is known."""

    DAY = "day", "dag"
    MONTH = "month", "maand"
    RANGE = "range", "periode"
    UNKNOWN = "unknown", "onbekend"


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Named sets of deliveries."""

    def visible(self, sight: Sight) -> Self:
        """Deliveries whose embargo has passed and of which something is open for whoever looks."""
        found = self.filter(Q(embargo_until=None) | Q(embargo_until__lte=sight.at))
        if sight.audiences is None:
            return found
        opened = {
            "clearances__audience__in": sight.audiences,
            "clearances__opens_at__lte": sight.at,
        }
        return found.filter(**opened).distinct()


class Release(models.Model):
    """One delivery: the figures of one publisher as known at one moment (peildatum)."""

    code = models.SlugField("code", max_length=60, unique=True)
    title = models.CharField("titel", max_length=200)
    source = models.ForeignKey(Source, models.PROTECT, related_name="releases", verbose_name="bron")
    locator = models.CharField("vindplaats", max_length=200, blank=True)
    known_from = models.DateField("peildatum niet voor", null=True, blank=True)
    known_until = models.DateField("peildatum niet na")
    known_precision = models.CharField("nauwkeurigheid", max_length=10, choices=Precision)
    known_text = models.CharField("peildatum zoals vermeld", max_length=200, blank=True)
    status = models.CharField("status", max_length=20, choices=ReleaseStatus)
    kind = models.CharField(
        "soort levering", max_length=10, choices=ReleaseKind, default=ReleaseKind.FIRST
    )
    reason = models.TextField("reden", blank=True)
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="superseded_by",
        verbose_name="komt na",
        null=True,
        blank=True,
    )
    # Levels of area that it is complete for: there an absent area counted nothing, elsewhere absent
    # is not known.
    complete_levels: Any = models.JSONField("volledig voor", default=list, blank=True)
    received_on = models.DateField("ontvangen op", null=True, blank=True)
    embargo_until = models.DateTimeField("embargo tot", null=True, blank=True)
    note = models.TextField("opmerking", blank=True)
    # Of two deliveries known on the same day the one with the higher rank knew more.
    rank = models.PositiveIntegerField("volgorde")
    sha256 = models.CharField("hash van de inhoud", max_length=64)
    loaded_at = models.DateTimeField("geladen op")
    # Two people for what comes over the desk; none for what the portal was delivered with.
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="aangeboden door",
        null=True,
        blank=True,
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="vrijgegeven door",
        null=True,
        blank=True,
    )
    is_demo = models.BooleanField("demo", default=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "levering"
        verbose_name_plural = "leveringen"
        ordering = ["-known_until", "-rank"]
        constraints = [
            models.CheckConstraint(
                condition=Q(known_from=None) | Q(known_from__lte=F("known_until")),
                name="release_peildatum_bounds_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(uploaded_by=None, released_by=None)
                | Q(uploaded_by__isnull=False, released_by__isnull=False)
                & ~Q(uploaded_by=F("released_by")),
                name="release_is_released_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[ReleaseKind.CORRECTION, ReleaseKind.REVISION])
                | ~Q(reason="") & Q(supersedes__isnull=False),
                name="correction_says_why_and_of_what",
            ),
        ]
        triggers = [
            *append_only("releases_are_append_only"),
            pgtrigger.Trigger(
                name="release_follows_one_of_its_kind",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (
                        SELECT FROM incidents_release
                        WHERE id = NEW.supersedes_id AND is_demo <> NEW.is_demo
                    ) THEN
                        RAISE EXCEPTION 'A DEMO delivery follows a DEMO delivery only, and the '
                            'other way round.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_provisional(self) -> bool:
        """True while the publisher says that its figures may still change."""
        return self.status in {ReleaseStatus.PROVISIONAL, ReleaseStatus.FURTHER_PROVISIONAL}
