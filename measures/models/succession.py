"""How measures come from one another: added, split, merged, replaced, stopped."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from measures.models.measure import Measure
from measures.statuses import SuccessionKind
from offensief.audit.append_only import append_only
from offensief.audit.traced import Traced


class Succession(Traced):
    """One decision about what becomes of measures, with its day and reason."""

    kind = models.CharField("soort", max_length=10, choices=SuccessionKind)
    decided_on = models.DateField("besloten op")
    reason = models.TextField("reden")
    made_at = models.DateTimeField("vastgelegd op", default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="door",
        null=True,
        blank=True,
    )

    TRAIL: ClassVar = ("kind", "decided_on", "reason")

    class Meta:
        verbose_name = "opvolging"
        verbose_name_plural = "opvolgingen"
        ordering = ["decided_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="succession_has_a_reason"),
            models.CheckConstraint(
                condition=Q(kind__in=SuccessionKind.values), name="succession_kind_is_known"
            ),
        ]
        triggers = append_only("successions_are_append_only")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} op {self.decided_on:%d-%m-%Y}"


class SuccessionLink(models.Model):
    """From which measure to which; no successor is the end, no predecessor a beginning."""

    succession = models.ForeignKey(
        Succession, models.PROTECT, related_name="links", verbose_name="opvolging"
    )
    predecessor = models.ForeignKey(
        Measure,
        models.PROTECT,
        related_name="links_onward",
        verbose_name="van",
        null=True,
        blank=True,
    )
    successor = models.ForeignKey(
        Measure,
        models.PROTECT,
        related_name="links_back",
        verbose_name="naar",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "schakel"
        verbose_name_plural = "schakels"
        ordering = ["succession", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(predecessor__isnull=False) | Q(successor__isnull=False),
                name="link_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(predecessor=None) | Q(successor=None) | ~Q(predecessor=F("successor")),
                name="measure_never_follows_itself",
            ),
            models.UniqueConstraint(
                fields=["succession", "predecessor", "successor"],
                nulls_distinct=False,
                name="link_is_made_once",
            ),
        ]
        triggers = append_only("succession_links_are_append_only")

    def __str__(self) -> str:
        start = self.predecessor.number if self.predecessor else "nieuw"
        end = self.successor.number if self.successor else "gestopt"
        return f"{start} → {end}"
