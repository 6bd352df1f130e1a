"""Personal links: a way in to one submission, for one person, for a short time."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from measures.rounds.models.submission import Submission
from offensief.audit.append_only import append_only


class PersonalLink(models.Model):
    """A link that was mailed. Only the hash of its secret is kept."""

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="links", verbose_name="inzending"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="voor wie"
    )
    # Stands in the address; useless without the secret behind it.
    key = models.UUIDField("sleutel", unique=True)
    secret_hash = models.CharField("hash van het geheim", max_length=64)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now)
    expires_at = models.DateTimeField("geldig tot")
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="ingetrokken door",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "persoonlijke link"
        verbose_name_plural = "persoonlijke links"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="link_expires_after_it_was_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} voor {self.submission}"


class LinkUse(models.Model):
    """Somebody opened a personal link, or tried to."""

    link = models.ForeignKey(
        PersonalLink, models.PROTECT, related_name="uses", verbose_name="link", null=True
    )
    at = models.DateTimeField("moment", default=timezone.now)
    # Hash of the address of the visitor: enough to count by, nothing to know somebody by.
    visitor = models.CharField("bezoeker", max_length=64)
    worked = models.BooleanField("gelukt")

    class Meta:
        verbose_name = "gebruik van een link"
        verbose_name_plural = "gebruik van links"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["visitor", "at"], name="link_use_by_visitor"),
        ]
        triggers = append_only("link_uses_are_append_only")

    def __str__(self) -> str:
        return f"{self.link} op {self.at:%d-%m-%Y %H:%M}"
