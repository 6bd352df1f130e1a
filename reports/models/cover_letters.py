"""The letter that goes with an edition (aanbiedingsbrief): every version is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from offensief.audit.append_only import append_only
from reports.models.editions import Edition


class CoverLetter(models.Model):
    """One version of the text. The last one counts."""

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="cover_letters", verbose_name="editie"
    )
    version = models.PositiveSmallIntegerField("versie")
    text = models.TextField("tekst")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    made_at = models.DateTimeField("gemaakt op", default=timezone.now)

    class Meta:
        verbose_name = "versie van een aanbiedingsbrief"
        verbose_name_plural = "versies van aanbiedingsbrieven"
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "version"], name="cover_letter_has_one_text_per_version"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="cover_letter_counts_from_1"),
            models.CheckConstraint(condition=~Q(text=""), name="cover_letter_has_a_text"),
        ]
        triggers = append_only("cover_letters_are_append_only")

    def __str__(self) -> str:
        return f"Aanbiedingsbrief {self.edition.number}, versie {self.version}"
