"""Who may see which figures of a delivery, and from when. Only added to: open stays open."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from incidents.models.catalogue import AreaLevel
from incidents.models.releases import Release
from incidents.sight import Sight
from offensief.audit.append_only import append_only


class Audience(models.TextChoices):
    """For whom figures are opened. Whoever delivers and checks figures sees them before that."""

    PARTNERS = "partners", "Partners"
    PARLIAMENT = "parliament", "Tweede Kamer"
    PUBLIC = "public", "Iedereen"


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    """Named questions about what is open."""

    def open_for(self, sight: Sight) -> Self:
        """Opened for whoever looks; an embargo of the delivery itself is another question. Not for
        the desk, for which nothing has to be opened."""
        return self.filter(audience__in=sight.audiences or (), opens_at__lte=sight.at)


class Clearance(models.Model):
    """The figures of one level of area in one delivery, opened for one audience."""

    release = models.ForeignKey(
        Release, models.PROTECT, related_name="clearances", verbose_name="levering"
    )
    level = models.CharField("soort gebied", max_length=20, choices=AreaLevel)
    audience = models.CharField("voor", max_length=10, choices=Audience)
    opens_at = models.DateTimeField("open vanaf")
    # Empty for what the portal was delivered with: that was public already.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="door",
        null=True,
        blank=True,
    )
    at = models.DateTimeField("op", default=timezone.now)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        verbose_name = "vrijgave"
        verbose_name_plural = "vrijgaven"
        constraints = [
            models.UniqueConstraint(
                fields=["release", "level", "audience"], name="level_is_opened_once_per_audience"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="clearance_is_for_a_known_audience"
            ),
        ]
        triggers = append_only("clearances_are_append_only")

    def __str__(self) -> str:
        return f"{self.release}: {self.get_level_display()} voor {self.get_audience_display()}"
