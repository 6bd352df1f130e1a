"""Letters that were held to an edition. Kept is what was found, not the letter itself."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from offensief.audit.append_only import append_only
from reports.models.editions import Edition


class LetterCheck(models.Model):
    """One check of one letter: every number in its sentence, with its verdict as it was then.

    The letter is not kept: it is a draft of somebody else's, and the sentences with numbers are
    what the check is about. Its hash tells whether a file is the one that was checked.
    """

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="letter_checks", verbose_name="editie"
    )
    name = models.CharField("naam van het bestand", max_length=120)
    size = models.PositiveIntegerField("grootte")
    sha256 = models.CharField("hash", max_length=64)
    # None for a Word document: only a printer knows its pages.
    pages = models.PositiveSmallIntegerField("bladzijden", null=True, blank=True)
    # Somebody still had to accept or reject changes in it.
    has_changes = models.BooleanField("met bijgehouden wijzigingen", default=False)
    # One row per sentence, as reports.letter.checking.as_rows makes them.
    rows: Any = models.JSONField("gevonden", default=list)
    matching = models.PositiveIntegerField("klopt")
    differing = models.PositiveIntegerField("wijkt af")
    unknown = models.PositiveIntegerField("onbekend")
    references = models.PositiveIntegerField("verwijzingen")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    made_at = models.DateTimeField("gemaakt op", default=timezone.now)

    class Meta:
        verbose_name = "cijfercheck"
        verbose_name_plural = "cijferchecks"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=30 * 1024 * 1024),
                name="checked_letter_is_at_most_30_mb",
            ),
        ]
        triggers = append_only("letter_checks_are_append_only")

    def __str__(self) -> str:
        return f"Cijfercheck van {self.name}"

    def get_absolute_url(self) -> str:
        """The page with its outcome."""
        return reverse("letter_check", kwargs=self.where)

    @property
    def where(self) -> dict[str, Any]:
        """What names it in an address."""
        return {"number": self.edition.number, "pk": self.pk}
