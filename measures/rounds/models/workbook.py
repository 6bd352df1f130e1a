"""Workbooks that partners sent: a proposal each, and what was taken over from it. Nothing changes
afterwards; whether it was taken over follows from the confirmations."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from measures.models import Partner
from measures.rounds.models.submission import Submission
from measures.rounds.states import Via
from offensief.audit.append_only import append_only
from offensief.audit.traced import Traced


class Workbook(Traced):
    """A workbook as it was sent, with what was read from it. Only a confirmation writes answers."""

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="workbooks", verbose_name="inzending"
    )
    name = models.CharField("naam", max_length=120)
    size = models.PositiveIntegerField("grootte")
    sha256 = models.CharField("hash", max_length=64)
    sent_at = models.DateTimeField("geüpload op", default=timezone.now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    # Filled when the secretariat sends what it got from a partner.
    on_behalf_of = models.ForeignKey(
        Partner, models.PROTECT, related_name="+", verbose_name="namens", null=True, blank=True
    )
    # How the sender came in: with an account or with a personal link.
    via = models.CharField("via", max_length=10, choices=Via)
    # As measures.rounds.workbook.reading keeps it.
    reading: Any = models.JSONField("gelezen", default=dict)

    TRAIL: ClassVar = ("submission", "name", "size", "sha256", "via")

    class Meta:
        verbose_name = "werkboek"
        verbose_name_plural = "werkboeken"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=10 * 1024 * 1024),
                name="workbook_is_at_most_10_mb",
            ),
        ]
        triggers = append_only("workbooks_are_append_only")

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> dict[str, Any]:
        """What names it in an address."""
        return {**self.submission.where, "pk": self.pk}

    def get_absolute_url(self) -> str:
        """The page that shows what it would change."""
        return reverse("workbook_preview", kwargs=self.where)


class WorkbookContent(models.Model):
    """The bytes, apart, so that lists never read them."""

    workbook = models.OneToOneField(
        Workbook,
        models.PROTECT,
        related_name="content",
        verbose_name="werkboek",
        primary_key=True,
    )
    data = models.BinaryField("inhoud")

    class Meta:
        verbose_name = "inhoud van een werkboek"
        verbose_name_plural = "inhoud van werkboeken"
        triggers = append_only("workbook_content_is_append_only")

    def __str__(self) -> str:
        return f"inhoud van {self.workbook.name}"


class WorkbookConfirmation(models.Model):
    """Somebody had the changes of a workbook taken over, all or in part."""

    workbook = models.ForeignKey(
        Workbook, models.PROTECT, related_name="confirmations", verbose_name="werkboek"
    )
    at = models.DateTimeField("moment", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    # Names of fields by the number of the measure: what was written, and where the choice was to
    # let stand what somebody else wrote.
    written: Any = models.JSONField("overgenomen", default=dict)
    left: Any = models.JSONField("laten staan", default=dict)

    class Meta:
        verbose_name = "bevestiging van een werkboek"
        verbose_name_plural = "bevestigingen van werkboeken"
        ordering = ["pk"]
        triggers = append_only("workbook_confirmations_are_append_only")

    def __str__(self) -> str:
        return f"{self.workbook} op {self.at:%d-%m-%Y %H:%M}"
