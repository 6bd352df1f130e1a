"""A delivery on the desk: offered, read, explained, and released by another person."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from incidents.models.catalogue import AreaLevel, Definition
from incidents.models.releases import Release, ReleaseKind, ReleaseStatus
from offensief.audit.append_only import append_only
from offensief.audit.traced import Traced


class UploadState(models.TextChoices):
    """Where an offered delivery is."""

    READING = "reading", "Wordt gelezen"
    FAULTY = "faulty", "Fouten gevonden"
    READY = "ready", "Wacht op vrijgave"
    RELEASING = "releasing", "Wordt vrijgegeven"
    RELEASED = "released", "Vrijgegeven"
    WITHDRAWN = "withdrawn", "Teruggenomen"
    REFUSED = "refused", "Geweigerd"
    FAILED = "failed", "Mislukt"


# A worker works on it; the row is the job (docs/decisions/0007-jobs-are-rows.md).
BUSY = (UploadState.READING, UploadState.RELEASING)
# Nothing happens to it any more.
ENDED = (UploadState.RELEASED, UploadState.WITHDRAWN, UploadState.REFUSED)


class Upload(Traced):
    """What somebody offers, with what the form said about it. Its figures are nowhere else yet."""

    title = models.CharField("titel", max_length=200)
    organisation = models.CharField("organisatie", max_length=200)
    document = models.CharField("document of register", max_length=300)
    address = models.URLField("internetadres", max_length=500, blank=True)
    known_on = models.DateField("peildatum")
    status = models.CharField("status", max_length=20, choices=ReleaseStatus)
    kind = models.CharField("soort levering", max_length=10, choices=ReleaseKind)
    reason = models.TextField("reden", blank=True)
    supersedes = models.ForeignKey(
        Release,
        models.PROTECT,
        related_name="+",
        verbose_name="komt na",
        null=True,
        blank=True,
    )
    definition = models.ForeignKey(
        Definition, models.PROTECT, related_name="+", verbose_name="definitie"
    )
    level = models.CharField("soort gebied", max_length=20, choices=AreaLevel, blank=True)
    period_start = models.DateField("periode vanaf", null=True, blank=True)
    period_end = models.DateField("periode tot", null=True, blank=True)
    complete_levels: Any = models.JSONField("volledig voor", default=list, blank=True)
    note = models.TextField("opmerking", blank=True)

    name = models.CharField("bestandsnaam", max_length=120, blank=True)
    size = models.PositiveIntegerField("grootte", default=0)
    # Of the file; of a withdrawal, which has none, empty.
    sha256 = models.CharField("hash", max_length=64, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="aangeboden door"
    )
    uploaded_at = models.DateTimeField("aangeboden op", default=timezone.now)

    state = models.CharField(
        "stand", max_length=10, choices=UploadState, default=UploadState.READING
    )
    version = models.PositiveIntegerField("versie", default=1)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    lease_until = models.DateTimeField("bezet tot", null=True, blank=True)
    step_label = models.CharField("waar het is", max_length=100, blank=True)
    error = models.TextField("wat er misging", blank=True)
    # What reading found (incidents.services.reading), for the page.
    outcome: Any = models.JSONField("gelezen", default=dict, blank=True)

    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="vrijgegeven door",
        null=True,
        blank=True,
    )
    embargo_until = models.DateTimeField("embargo tot", null=True, blank=True)
    # Level of area -> audience, as chosen by who releases it.
    opened_for: Any = models.JSONField("vrijgegeven voor", default=dict, blank=True)
    release = models.OneToOneField(
        Release,
        models.PROTECT,
        related_name="upload",
        verbose_name="levering",
        null=True,
        blank=True,
    )

    TRAIL: ClassVar = (
        "title", "organisation", "document", "known_on", "status", "kind", "reason", "supersedes",
        "definition", "name", "sha256", "state", "released_by", "embargo_until",
    )  # fmt: skip

    class Meta:
        verbose_name = "aangeboden levering"
        verbose_name_plural = "aangeboden leveringen"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=~Q(state__in=[UploadState.WITHDRAWN, UploadState.REFUSED])
                & ~Q(sha256=""),
                name="file_is_offered_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("uploaded_by")),
                name="upload_is_released_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(state=UploadState.RELEASED, release__isnull=False)
                | ~Q(state=UploadState.RELEASED) & Q(release=None),
                name="upload_has_a_release_exactly_when_released",
            ),
            models.CheckConstraint(
                condition=Q(lease_until=None) | Q(state__in=BUSY),
                name="upload_has_a_lease_only_when_busy",
            ),
            models.CheckConstraint(
                condition=Q(period_start=None, period_end=None)
                | Q(period_start__lt=F("period_end")),
                name="upload_period_has_length",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ended_upload_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=[str(state) for state in ENDED]),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page on the desk."""
        return reverse("upload", kwargs={"pk": self.pk})

    @property
    def is_busy(self) -> bool:
        """A worker reads or releases it."""
        return self.state in BUSY

    @property
    def is_withdrawal(self) -> bool:
        """It brings no figures, it takes those of `supersedes` back."""
        return not self.sha256


class UploadContent(models.Model):
    """The file as it was sent, and its figures as they were read. Wiped when it is refused."""

    upload = models.OneToOneField(
        Upload, models.PROTECT, related_name="content", verbose_name="levering", primary_key=True
    )
    data = models.BinaryField("bestand")
    # Packed lines of incidents.delivery.packing; empty until it was read without a fault.
    figures = models.BinaryField("cijfers", default=bytes)

    class Meta:
        verbose_name = "bestand van een levering"
        verbose_name_plural = "bestanden van leveringen"

    def __str__(self) -> str:
        return str(self.upload)


class UploadNote(models.Model):
    """What somebody says about a finding in an offered delivery. Only added to."""

    upload = models.ForeignKey(
        Upload, models.PROTECT, related_name="notes", verbose_name="levering"
    )
    # Key of the finding in `Upload.outcome`.
    finding = models.CharField("bevinding", max_length=64)
    text = models.TextField("uitleg")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "uitleg bij een levering"
        verbose_name_plural = "uitleg bij leveringen"
        ordering = ["at", "pk"]
        triggers = append_only("notes_on_uploads_are_append_only")

    def __str__(self) -> str:
        return self.text[:80]
