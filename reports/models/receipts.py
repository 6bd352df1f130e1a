"""Receipts of what partners signed."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from measures.rounds.models import RoundEvent
from reports.models.artefacts import JobState


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
