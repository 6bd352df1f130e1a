"""Editions, the jobs that build them, and the files that come out."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from incidents.models import Area, ObjectType
from measures.models import Partner
from measures.rounds.models import Round, RoundEvent
from offensief.audit.append_only import append_only
from offensief.audit.traced import Traced


class EditionState(models.TextChoices):
    """An edition is asked for, then frozen; a frozen one never changes again."""

    ASKED = "asked", "In de maak"
    FROZEN = "frozen", "Bevroren"


class Edition(models.Model):
    """A numbered progress report: one self-contained document with its hash."""

    number = models.CharField("nummer", max_length=20, unique=True)
    title = models.CharField("titel", max_length=200)
    period_start = models.DateField("periode vanaf")
    period_end = models.DateField("periode t/m")
    figures_as_of = models.DateField("peildatum van de cijfers")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gevraagd door"
    )
    requested_at = models.DateTimeField("gevraagd op", default=timezone.now)
    # Sent along by the form: the second of two clicks finds the edition of the first.
    request_key = models.UUIDField("sleutel van het verzoek", unique=True)
    # The round whose answers it tells; None for a report over a period.
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        related_name="editions",
        verbose_name="uitvraag",
        null=True,
        blank=True,
    )
    state = models.CharField(
        "stand", max_length=10, choices=EditionState, default=EditionState.ASKED
    )
    frozen_at = models.DateTimeField("bevroren op", null=True, blank=True)
    # The canonical bytes as text; everything printed comes from here (docs/decisions/0008).
    document = models.TextField("document", blank=True)
    sha256 = models.CharField("hash", max_length=64, blank=True)

    class Meta:
        verbose_name = "editie"
        verbose_name_plural = "edities"
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_start__lte=F("period_end")), name="edition_period_is_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.ASKED, frozen_at=None, document="", sha256="")
                | (
                    Q(state=EditionState.FROZEN, frozen_at__isnull=False)
                    & ~Q(document="")
                    & ~Q(sha256="")
                ),
                name="edition_has_a_document_exactly_when_frozen",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="frozen_edition_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=EditionState.FROZEN.value),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def get_absolute_url(self) -> str:
        """The page of this edition."""
        return reverse("edition", kwargs={"number": self.number})


class Format(models.TextChoices):
    """What an edition can be printed as."""

    PDF = "pdf", "PDF"


class Artefact(models.Model):
    """One file made from a frozen edition, with its own hash. Kept in the database on purpose:
    a backup is whole and web and worker need no shared disk (docs/decisions/0007)."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="artefacts", verbose_name="editie"
    )
    format = models.CharField("vorm", max_length=10, choices=Format)
    content = models.BinaryField("inhoud")
    sha256 = models.CharField("hash", max_length=64)
    built_at = models.DateTimeField("gemaakt op", default=timezone.now)

    class Meta:
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "format"], name="edition_has_one_file_per_format"
            )
        ]
        triggers = append_only("artefacts_are_append_only")

    def __str__(self) -> str:
        return f"{self.edition.number} als {self.get_format_display()}"


class JobState(models.TextChoices):
    """Where a job is."""

    WAITING = "waiting", "Staat klaar"
    RUNNING = "running", "Wordt gemaakt"
    DONE = "done", "Klaar"
    FAILED = "failed", "Mislukt"


class Job(models.Model):
    """Work that must happen. The row is the job; the queue is only its doorbell."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="jobs", verbose_name="editie")
    format = models.CharField("vorm", max_length=10, choices=Format)
    state = models.CharField("stand", max_length=10, choices=JobState, default=JobState.WAITING)
    # Only rises: it is also the fencing number of whoever holds the lease (reports.jobs).
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    attempts_allowed = models.PositiveSmallIntegerField("pogingen toegestaan", default=5)
    # Whoever holds the lease works on it; after this moment another worker may take over.
    lease_until = models.DateTimeField("bezet tot", null=True, blank=True)
    step = models.PositiveSmallIntegerField("stap", default=0)
    step_label = models.CharField("waar hij is", max_length=100, blank=True)
    error = models.TextField("wat er misging", blank=True)
    changed_at = models.DateTimeField("gewijzigd op", default=timezone.now)

    class Meta:
        verbose_name = "opdracht"
        verbose_name_plural = "opdrachten"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "format"], name="edition_has_one_job_per_format"
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until=None)),
                name="job_has_a_lease_exactly_when_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition.number}: {self.get_state_display()}"


class Receipt(models.Model):
    """The proof of one signature: its document and the PDF, which is mailed to the partner.

    The row is the job, like Job: whoever takes it counts a try and holds it until `next_try_at`.
    """

    event = models.OneToOneField(
        RoundEvent, models.PROTECT, related_name="receipt", verbose_name="handtekening"
    )
    state = models.CharField("stand", max_length=10, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    next_try_at = models.DateTimeField("volgende poging op", default=timezone.now)
    document = models.TextField("document", blank=True)
    content = models.BinaryField("inhoud", default=bytes)
    sha256 = models.CharField("hash", max_length=64, blank=True)
    built_at = models.DateTimeField("gemaakt op", null=True, blank=True)

    class Meta:
        verbose_name = "ontvangstbewijs"
        verbose_name_plural = "ontvangstbewijzen"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=JobState.DONE, built_at__isnull=False)
                & ~Q(document="")
                & ~Q(sha256="")
                | ~Q(state=JobState.DONE) & Q(built_at=None, document="", sha256=""),
                name="receipt_has_a_file_exactly_when_done",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="made_receipt_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=JobState.DONE.value),
            )
        ]

    def __str__(self) -> str:
        return f"Ontvangstbewijs van {self.event.submission}"


class PartnerScope(Traced):
    """Which figures are a partner's own: those of an area, or of a type of object."""

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="scopes", verbose_name="partner"
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="+", verbose_name="gebied", null=True, blank=True
    )
    object_type = models.CharField("object", max_length=20, choices=ObjectType, blank=True)
    since = models.DateTimeField("sinds", default=timezone.now)
    ended_at = models.DateTimeField("tot", null=True, blank=True)

    TRAIL: ClassVar = ("partner", "area", "object_type", "ended_at")

    class Meta:
        verbose_name = "eigen cijfers van een partner"
        verbose_name_plural = "eigen cijfers van partners"
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, object_type="") | Q(area=None) & ~Q(object_type=""),
                name="scope_is_an_area_or_a_type_of_object",
            ),
            models.UniqueConstraint(
                fields=["partner", "area", "object_type"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="scope_stands_once_with_a_partner",
            ),
        ]

    def __str__(self) -> str:
        return str(self.area) if self.area else self.get_object_type_display()
