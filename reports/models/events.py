"""What became of a final edition: sent, made public. Only added to, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from offensief.audit.append_only import append_only
from reports.models.editions import Edition


class EditionStep(models.TextChoices):
    """What can happen to an edition that was established."""

    SENT = "sent", "Verzonden aan de Tweede Kamer"
    MOVED = "moved", "Moment van openbaar worden verzet"
    REFERRED = "referred", "Kamerstuk vermeld"
    PUBLISHED = "published", "Openbaar gemaakt"


class EditionEvent(models.Model):
    """One step of a final edition, with what was told then."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="events", verbose_name="editie"
    )
    step = models.CharField("stap", max_length=10, choices=EditionStep)
    at = models.DateTimeField("moment", default=timezone.now)
    # None when the portal did it, at the moment that was set.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="door",
        null=True,
        blank=True,
    )
    sent_on = models.DateField("verzonden op", null=True, blank=True)
    public_at = models.DateTimeField("openbaar vanaf", null=True, blank=True)
    reference = models.CharField("Kamerstuk", max_length=40, blank=True)

    class Meta:
        verbose_name = "stap van een editie"
        verbose_name_plural = "stappen van edities"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "step"],
                condition=Q(step__in=[EditionStep.SENT, EditionStep.PUBLISHED]),
                name="edition_is_sent_and_published_once",
            ),
            models.CheckConstraint(
                condition=Q(step=EditionStep.SENT, sent_on__isnull=False, public_at__isnull=False)
                | Q(step=EditionStep.MOVED, sent_on=None, public_at__isnull=False, reference="")
                | Q(step=EditionStep.REFERRED, sent_on=None, public_at=None) & ~Q(reference="")
                | Q(step=EditionStep.PUBLISHED, sent_on=None, public_at=None, reference=""),
                name="step_of_an_edition_tells_its_own_facts",
            ),
        ]
        triggers = append_only("edition_events_are_append_only")

    def __str__(self) -> str:
        return f"{self.edition.number}: {self.get_step_display()}"
