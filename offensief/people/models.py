"""Ways in that somebody was given, and what was found when all rights were looked at."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from offensief.accounts.models import User
from offensief.audit.append_only import append_only


class PassKind(models.TextChoices):
    """What an entrance is for."""

    INVITATION = "invitation", "uitnodiging"
    FORGOTTEN = "forgotten", "nieuw wachtwoord"


class EntryPass(models.Model):
    """An address by mail with which somebody chooses a password, once.

    The secret in that address follows from its path and the key of the portal and is kept nowhere
    (offensief.outbox.sealed).
    """

    key = models.UUIDField("nummer", unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("soort", max_length=20, choices=PassKind)
    person = models.ForeignKey(User, models.PROTECT, related_name="passes", verbose_name="voor")
    made_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="gemaakt door"
    )
    made_at = models.DateTimeField("gemaakt op", default=timezone.now)
    expires_at = models.DateTimeField("geldig tot")
    used_at = models.DateTimeField("gebruikt op", null=True, blank=True)
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    class Meta:
        verbose_name = "toegangslink"
        verbose_name_plural = "toegangslinks"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="pass_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(revoked_at=None), name="pass_is_used_or_revoked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} voor {self.person}"

    def get_absolute_url(self) -> str:
        """The address without its secret; the mail adds that."""
        return reverse("pass_without_secret", kwargs={"key": self.key})

    @property
    def is_open(self) -> bool:
        """Whether it still lets somebody in."""
        return not self.used_at and not self.revoked_at and self.expires_at > timezone.now()


class PasswordRequest(models.Model):
    """Somebody typed an address at 'wachtwoord vergeten'. A worker looks whether it is of anybody,
    so that the page takes as long for an address nobody has. Removed when handled."""

    email = models.EmailField("e-mailadres")
    at = models.DateTimeField("moment", default=timezone.now)

    class Meta:
        verbose_name = "vraag om een nieuw wachtwoord"
        verbose_name_plural = "vragen om een nieuw wachtwoord"

    def __str__(self) -> str:
        return f"vraag {self.pk}"


class ReviewOutcome(models.TextChoices):
    """What somebody found who looked at the rights of a person."""

    RIGHT = "right", "klopt"
    CHANGED = "changed", "aangepast"


class AccessReview(models.Model):
    """The rights of one person were looked at: by whom, when, what they were and what was found."""

    person = models.ForeignKey(User, models.PROTECT, related_name="reviews", verbose_name="wie")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="beoordeeld door")
    at = models.DateTimeField("beoordeeld op", default=timezone.now)
    rights = models.TextField("rechten op dat moment")
    outcome = models.CharField("uitkomst", max_length=10, choices=ReviewOutcome)
    note = models.TextField("toelichting", blank=True)

    class Meta:
        verbose_name = "beoordeling van rechten"
        verbose_name_plural = "beoordelingen van rechten"
        indexes = [models.Index(fields=["person", "-at"], name="review_by_person")]
        triggers = append_only("reviews_are_append_only")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_outcome_display()}"
