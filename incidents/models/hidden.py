"""Figures that stay hidden because they are small, or would give a small one away."""

from django.db import models

from incidents.models.figures import Observation
from offensief.audit.append_only import append_only


class HidingReason(models.TextChoices):
    """Why a figure is not shown."""

    SMALL = "small", "klein aantal"
    COMPLEMENT = "complement", "zou een klein aantal verraden"


class HiddenFigure(models.Model):
    """A figure that nobody but the desk sees; elsewhere it is "niet openbaar", never 0."""

    observation = models.OneToOneField(
        Observation,
        models.PROTECT,
        related_name="hidden",
        verbose_name="cijfer",
        primary_key=True,
    )
    reason = models.CharField("waarom", max_length=10, choices=HidingReason)

    class Meta:
        verbose_name = "verborgen cijfer"
        verbose_name_plural = "verborgen cijfers"
        triggers = append_only("hidden_figures_are_append_only")

    def __str__(self) -> str:
        return f"{self.observation_id}: {self.get_reason_display()}"
