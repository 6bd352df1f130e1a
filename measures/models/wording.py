"""What each plan version says of a measure. Written once, never changed."""

from django.db import models

from measures.models.measure import Measure
from measures.models.plan import Pillar, Plan, Section
from measures.statuses import Wave
from offensief.audit.append_only import append_only


class Wording(models.Model):
    """The official text of a measure in one plan version."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="wordings", verbose_name="maatregel"
    )
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="wordings", verbose_name="plan")
    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="+", verbose_name="pijler")
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        related_name="+",
        verbose_name="paragraaf",
        null=True,
        blank=True,
    )
    short_title = models.CharField("korte titel", max_length=100)
    official_text = models.TextField("officiële tekst")
    wave = models.CharField("golf", max_length=10, choices=Wave)
    plan_lines = models.CharField("regels in het plan", max_length=40, blank=True)

    class Meta:
        verbose_name = "tekst in een planversie"
        verbose_name_plural = "teksten in planversies"
        ordering = ["-plan__offered_on", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "plan"], name="measure_has_one_wording_per_plan_version"
            )
        ]
        triggers = append_only("wordings_are_append_only")

    def __str__(self) -> str:
        return f"{self.measure.number} in versie {self.plan.key}"
