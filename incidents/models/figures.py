"""Deliveries and their figures. Only added to: a correction is a new delivery."""

from datetime import date, datetime
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from incidents.models.catalogue import Area, Definition, Source
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


class FigureStatus(models.TextChoices):
    """What a publisher says about one figure (SDMX CL_OBS_STATUS, as far as it is used here)."""

    NORMAL = "normal", "normaal"
    ESTIMATED = "estimated", "geschat"
    BREAK = "break", "breuk in de reeks"
    WITHDRAWN = "withdrawn", "ingetrokken"


class ObjectType(models.TextChoices):
    """What was attacked."""

    TOTAL = "total", "Totaal"
    HOME = "home", "Woning"
    BUSINESS = "business", "Bedrijf"
    VEHICLE = "vehicle", "Voertuig"
    INFRASTRUCTURE = "infrastructure", "Infrastructuur"
    OTHER = "other", "Overige"


class Outcome(models.TextChoices):
    """Attempts count as attacks (plan, Definitie, l.123), so `total` is both together."""

    TOTAL = "total", "Aanslagen en pogingen"
    ATTEMPT = "attempt", "Pogingen"
    REALISED = "realised", "Gerealiseerd"


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Named sets of deliveries."""

    def released(self, *, at: datetime) -> Self:
        """Deliveries whose embargo has passed at this moment."""
        return self.filter(Q(embargo_until=None) | Q(embargo_until__lte=at))


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
        triggers = append_only("releases_are_append_only")

    def __str__(self) -> str:
        return self.title


class ObservationQuerySet(models.QuerySet["Observation"]):
    """Named sets of figures."""

    def released(self, *, at: datetime) -> Self:
        """Figures whose embargo has passed at this moment."""
        return self.filter(Q(release__embargo_until=None) | Q(release__embargo_until__lte=at))

    def as_of(self, day: date, *, at: datetime) -> Self:
        """Per cell the latest figure known on `day`, of what is released at the moment `at`."""
        cell = ["definition_id", "period_start", "period_end", "area_id", "object_type", "outcome"]
        latest = (
            self.released(at=at)
            .filter(release__known_until__lte=day)
            .order_by(*cell, "-release__known_until", "-release__rank", "-release__pk")
            .distinct(*cell)
        )
        return self.filter(pk__in=latest.values("pk"))


class Observation(models.Model):
    """One count of one delivery. The period runs up to, not including, `period_end`."""

    release = models.ForeignKey(
        Release, models.PROTECT, related_name="observations", verbose_name="levering"
    )
    definition = models.ForeignKey(
        Definition, models.PROTECT, related_name="+", verbose_name="definitie"
    )
    period_start = models.DateField("periode vanaf")
    period_end = models.DateField("periode tot")
    period_is_exact = models.BooleanField("periode is precies bekend")
    period_text = models.CharField("periode zoals vermeld", max_length=100, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="gebied")
    object_type = models.CharField("object", max_length=20, choices=ObjectType)
    outcome = models.CharField("uitkomst", max_length=10, choices=Outcome)
    value = models.PositiveIntegerField("aantal", null=True, blank=True)
    lower = models.PositiveIntegerField("ten minste", null=True, blank=True)
    upper = models.PositiveIntegerField("ten hoogste", null=True, blank=True)
    printed = models.CharField("zoals vermeld", max_length=60)
    status = models.CharField(
        "kenmerk", max_length=10, choices=FigureStatus, default=FigureStatus.NORMAL
    )
    # Its publisher never wants it to be public; no clearance changes that.
    is_confidential = models.BooleanField("niet openbaar", default=False)
    locator = models.CharField("vindplaats", max_length=200, blank=True)
    note = models.TextField("opmerking", blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = "cijfer"
        verbose_name_plural = "cijfers"
        ordering = ["definition", "period_start", "area", "object_type"]
        indexes = [
            # For "as of": of each cell its deliveries, without looking at the cells of others.
            models.Index(
                fields=[
                    "definition", "object_type", "outcome", "area", "period_start", "period_end",
                ],
                name="figures_by_cell",
            )
        ]  # fmt: skip
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
                ],
                name="figure_stands_once_in_a_release",
            ),
            models.CheckConstraint(
                condition=Q(period_start__lt=F("period_end")), name="figure_period_has_length"
            ),
            models.CheckConstraint(
                condition=Q(status=FigureStatus.WITHDRAWN, value=None, lower=None, upper=None)
                | ~Q(status=FigureStatus.WITHDRAWN)
                & (Q(value__isnull=False) | Q(lower__isnull=False) | Q(upper__isnull=False)),
                name="figure_has_a_value_or_a_bound_unless_withdrawn",
            ),
        ]
        triggers = [
            *append_only("figures_are_append_only"),
            # Once per statement: a check per row would double the time of a large delivery.
            pgtrigger.Trigger(
                name="demo_figures_stay_apart",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]
                func="""
                    IF EXISTS (
                        SELECT FROM (SELECT DISTINCT release_id, definition_id FROM added) AS pair
                        JOIN incidents_release ON incidents_release.id = pair.release_id
                        JOIN incidents_definition ON incidents_definition.id = pair.definition_id
                        WHERE incidents_release.is_demo <> incidents_definition.is_demo
                    ) THEN
                        RAISE EXCEPTION 'A DEMO delivery counts by a DEMO definition only, and the '
                            'other way round.';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.period_start:%Y}: {self.printed}"
