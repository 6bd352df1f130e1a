"""Who at a partner is the person to speak to about a measure, and who stands in."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from measures.models.measure import Measure
from measures.models.partner import Partner
from offensief.audit.traced import Traced


class ContactRole(models.TextChoices):
    """First to call, or the one who stands in."""

    MAIN = "main", "Contactpersoon"
    DEPUTY = "deputy", "Vervanger"


class ContactQuerySet(models.QuerySet["ContactPerson"]):
    """Named sets of contact persons."""

    def present(self) -> Self:
        """Those who have not left."""
        return self.filter(valid_to=None)

    def for_measure(self, measure: Measure) -> Self:
        """Those for this measure, and those for everything of their partner."""
        return self.filter(Q(measure=measure) | Q(measure=None))


class ContactPerson(Traced):
    """A person at a partner, for one measure or (no measure) for all, from when until when."""

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="contacts", verbose_name="partner"
    )
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        related_name="contacts",
        verbose_name="maatregel",
        null=True,
        blank=True,
    )
    role = models.CharField("rol", max_length=10, choices=ContactRole)
    name = models.CharField("naam", max_length=150)
    email = models.EmailField("e-mailadres")
    valid_from = models.DateField("vanaf")
    # The first day this person no longer is the contact.
    valid_to = models.DateField("tot", null=True, blank=True)

    TRAIL: ClassVar = ("partner", "measure", "role", "name", "email", "valid_from", "valid_to")

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contactpersoon"
        verbose_name_plural = "contactpersonen"
        ordering = ["partner", "measure", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "measure", "role"],
                condition=Q(valid_to=None),
                nulls_distinct=False,
                name="partner_has_one_contact_per_role_and_measure",
                violation_error_message="Deze partner heeft hiervoor al iemand. "
                "Beëindig eerst die contactpersoon.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="contact_ends_after_beginning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.partner}, {self.get_role_display().lower()})"
