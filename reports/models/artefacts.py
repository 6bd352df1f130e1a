"""Files made from an edition, and the jobs that make them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from offensief.audit.append_only import append_only
from reports.models.editions import Edition


class Format(models.TextChoices):
    """What an edition can be printed as."""

    PDF = "pdf", "PDF"
    HTML = "html", "Webpagina"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    CSV = "csv", "CSV"
    JSON = "json", "JSON"


class Artefact(models.Model):
    """One file made from a frozen edition, with its own hash. Kept in the database on purpose:
    a backup is whole and web and worker need no shared disk (docs/decisions/0007)."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="artefacts", verbose_name="editie"
    )
    format = models.CharField("vorm", max_length=10, choices=Format)
    content = models.BinaryField("inhoud")
    sha256 = models.CharField("hash", max_length=64)
    # Versions of what made it: only the same ones must give the same bytes again.
    made_with = models.CharField("gemaakt met", max_length=200, blank=True)
    # What the validators said of it (reports.inspection), as JSON; only of the PDF.
    inspection = models.TextField("controle", blank=True)
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

    edition = models.OneToOneField(
        Edition, models.PROTECT, related_name="job", verbose_name="editie"
    )
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
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until=None)),
                name="job_has_a_lease_exactly_when_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition.number}: {self.get_state_display()}"
