"""Editions: numbered reports, each one self-contained document with its hash."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from measures.rounds.models import Round


class EditionState(models.TextChoices):
    """An edition is asked for, then frozen; a frozen one never changes again."""

    ASKED = "asked", "In de maak"
    FROZEN = "frozen", "Bevroren"


class EditionKind(models.TextChoices):
    """A concept is for reading and checking; only a final one goes to parliament."""

    CONCEPT = "concept", "Concept"
    FINAL = "final", "Vastgesteld"


class EditionQuerySet(models.QuerySet["Edition"]):
    """Named sets of editions."""

    def finals(self) -> Self:
        """Established ones, corrections among them."""
        return self.filter(kind=EditionKind.FINAL)

    def public(self) -> Self:
        """What everybody may read: only what was made public, the newest first."""
        return self.filter(events__step="published").order_by("-frozen_at")

    def without_text(self) -> Self:
        """Without the document itself, which is large and rarely needed in a list."""
        return self.defer("document")


class Edition(models.Model):
    """A numbered progress report: one self-contained document with its hash."""

    number = models.CharField("nummer", max_length=20, unique=True)
    title = models.CharField("titel", max_length=200)
    kind = models.CharField(
        "soort", max_length=10, choices=EditionKind, default=EditionKind.CONCEPT
    )
    # The concept that was read when this one was established.
    concept = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="final",
        verbose_name="concept",
        null=True,
        blank=True,
    )
    # The sent edition that this one corrects, and why (an erratum).
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="corrections",
        verbose_name="corrigeert",
        null=True,
        blank=True,
    )
    correction_reason = models.TextField("reden van de correctie", blank=True)
    period_start = models.DateField("periode vanaf")
    period_end = models.DateField("periode t/m")
    figures_as_of = models.DateField("peildatum van de cijfers")
    # None: the day it is frozen for a round, the last day of the period for another report.
    standing_on = models.DateField("stand van de maatregelen op", null=True, blank=True)
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

    objects = EditionQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(kind=EditionKind.CONCEPT, concept=None)
                | Q(kind=EditionKind.FINAL, concept__isnull=False, state=EditionState.FROZEN),
                name="final_edition_was_a_concept",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, correction_reason="")
                | Q(corrects__isnull=False) & ~Q(correction_reason=""),
                name="correction_has_a_reason",
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
        """The page where the bureau works on it; readers find it under `public_edition`."""
        return reverse("edition", kwargs={"number": self.number})

    @property
    def is_final(self) -> bool:
        """True for what was established: it may go to parliament."""
        return self.kind == EditionKind.FINAL

    @property
    def is_public(self) -> bool:
        """True once it was made public; never before, whatever the address."""
        return self.events.filter(step="published").exists()
