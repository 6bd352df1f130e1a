"""Organisations, what they are to a measure, and who may speak for them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from measures.models.measure import Measure
from measures.statuses import InvolvementRole
from offensief.audit.traced import Traced


class Partner(Traced):
    """An organisation that is part of the Offensief, or that the plan names at a measure."""

    key = models.SlugField("code", max_length=40, unique=True)
    name = models.CharField("naam", max_length=150)
    short_name = models.CharField("korte naam", max_length=40)
    kind = models.CharField("soort", max_length=30)
    is_member = models.BooleanField("deelnemer van het Offensief")
    plan_lines = models.CharField("regels in het plan", max_length=40, blank=True)

    TRAIL: ClassVar = ("name", "short_name", "kind", "is_member", "plan_lines")

    class Meta:
        verbose_name = "partner"
        verbose_name_plural = "partners"
        ordering = ["short_name"]

    def __str__(self) -> str:
        return self.short_name

    @property
    def trail_id(self) -> str:
        """The key of the partner."""
        return self.key

    def get_absolute_url(self) -> str:
        """The page of this partner."""
        return reverse("partner", kwargs={"key": self.key})


class Involvement(Traced):
    """What a partner is to a measure, from when until when (valid_to is the first day after)."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="involvements", verbose_name="maatregel"
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="involvements", verbose_name="partner"
    )
    role = models.CharField("rol", max_length=10, choices=InvolvementRole)
    specifier = models.CharField("welk deel", max_length=200, blank=True)
    plan_lines = models.CharField("regels in het plan", max_length=60, blank=True)
    valid_from = models.DateField("vanaf")
    valid_to = models.DateField("tot", null=True, blank=True)

    TRAIL: ClassVar = ("measure", "partner", "role", "specifier", "valid_from", "valid_to")

    class Meta:
        verbose_name = "betrokkenheid"
        verbose_name_plural = "betrokkenheid"
        ordering = ["measure", "partner"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(role=InvolvementRole.LEAD, valid_to=None),
                name="measure_has_at_most_one_lead",
                violation_error_message="Deze maatregel heeft al een trekker.",
            ),
            models.UniqueConstraint(
                fields=["measure", "partner"],
                condition=Q(valid_to=None),
                name="partner_has_one_role_per_measure_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="involvement_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure.number} {self.partner} ({self.get_role_display()})"


class MembershipRole(models.TextChoices):
    """What a person may do for the own organisation."""

    EDITOR = "editor", "opsteller"
    SIGNER = "signer", "ondertekenaar"


class Membership(Traced):
    """A person who speaks for a partner, for a time. Ended ones stay as history.

    A deputy may always do what the role may; messages go to a deputy only when needed
    (measures.selectors.speakers).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name="wie"
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="memberships", verbose_name="partner"
    )
    role = models.CharField("rol", max_length=10, choices=MembershipRole)
    is_deputy = models.BooleanField("vervanger", default=False)
    away_until = models.DateField("afwezig t/m", null=True, blank=True)
    began_at = models.DateTimeField("sinds", default=timezone.now)
    ended_at = models.DateTimeField("tot", null=True, blank=True)

    TRAIL: ClassVar = (
        "user",
        "partner",
        "role",
        "is_deputy",
        "away_until",
        "began_at",
        "ended_at",
    )

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "partner", "role"],
                condition=Q(ended_at=None),
                name="person_has_a_role_once_per_partner",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="membership_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} namens {self.partner}"
