"""Which figures are a partner's own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from incidents.models import Area, ObjectType
from measures.models import Partner
from offensief.audit.traced import Traced


class PartnerScope(Traced):
    """Which figures are a partner's own: those of an area, or of a type of object."""

    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="scopes", verbose_name="partner"
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="+", verbose_name="gebied", null=True, blank=True
    )
    object_type = models.CharField("object", max_length=20, choices=ObjectType, blank=True)
    since = models.DateTimeField("sinds", default=timezone.now)
    ended_at = models.DateTimeField("tot", null=True, blank=True)

    TRAIL: ClassVar = ("partner", "area", "object_type", "ended_at")

    class Meta:
        verbose_name = "eigen cijfers van een partner"
        verbose_name_plural = "eigen cijfers van partners"
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, object_type="") | Q(area=None) & ~Q(object_type=""),
                name="scope_is_an_area_or_a_type_of_object",
            ),
            models.UniqueConstraint(
                fields=["partner", "area", "object_type"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="scope_stands_once_with_a_partner",
            ),
        ]

    def __str__(self) -> str:
        return str(self.area) if self.area else self.get_object_type_display()
