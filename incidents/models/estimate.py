"""Results of methods, kept with everything needed to compute them again."""

from typing import Any

from django.db import models
from django.utils import timezone

from offensief.audit.append_only import append_only


class Estimate(models.Model):
    """What one method answered to one input."""

    method = models.CharField("methode", max_length=40)
    method_version = models.PositiveSmallIntegerField("versie van de methode")
    # SHA-256 of the canonical input: the same question has one answer.
    input_sha256 = models.CharField("hash van de invoer", max_length=64)
    as_of = models.DateField("peildatum")
    seed = models.PositiveIntegerField("begingetal van het toeval", null=True, blank=True)
    inputs: Any = models.JSONField("invoer")
    result: Any = models.JSONField("uitkomst")
    computed_at = models.DateTimeField("berekend op", default=timezone.now)

    class Meta:
        verbose_name = "schatting"
        verbose_name_plural = "schattingen"
        ordering = ["-computed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["method", "method_version", "input_sha256"],
                name="question_is_answered_once_per_method",
            )
        ]
        triggers = append_only("estimates_are_append_only")

    def __str__(self) -> str:
        return f"{self.method} {self.method_version}, {self.as_of:%d-%m-%Y}"
