"""Deliveries and their figures. Only added to: a correction is a new delivery."""

from datetime import date, datetime
from typing import Self

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


class Precision(models.TextChoices):
    """How exactly the peildatum is known."""

    DAY = "day", "dag"
    MONTH = "month", "maand"
    RANGE = "range", "periode"
    UNKNOWN = "unknown", "onbekend"


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
    received_on = models.DateField("ontvangen op", null=True, blank=True)
    embargo_until = models.DateTimeField("embargo tot", null=True, blank=True)
    note = models.TextField("opmerking", blank=True)
    # Of two deliveries known on the same day the one with the higher rank knew more.
    rank = models.PositiveIntegerField("volgorde")
    sha256 = models.CharField("hash van de inhoud", max_length=64)
    loaded_at = models.DateTimeField("geladen op")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "levering"
        verbose_name_plural = "leveringen"
        ordering = ["-known_until", "-rank"]
        constraints = [
            models.CheckConstraint(
                condition=Q(known_from=None) | Q(known_from__lte=F("known_until")),
                name="release_peildatum_bounds_are_in_order",
            )
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
    locator = models.CharField("vindplaats", max_length=200, blank=True)
    note = models.TextField("opmerking", blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = "cijfer"
        verbose_name_plural = "cijfers"
        ordering = ["definition", "period_start", "area", "object_type"]
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
                condition=Q(value__isnull=False) | Q(lower__isnull=False) | Q(upper__isnull=False),
                name="figure_has_a_value_or_a_bound",
            ),
        ]
        triggers = append_only("figures_are_append_only")

    def __str__(self) -> str:
        return f"{self.area}, {self.period_start:%Y}: {self.printed}"
