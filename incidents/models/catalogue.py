"""What a figure counts, where, and who says so."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

# How the code of the member "not known" of each level ends: GM-ONBEKEND, VR-ONBEKEND.
UNKNOWN_ENDING = "-ONBEKEND"


class DefinitionQuerySet(models.QuerySet["Definition"]):
    """Named sets of definitions."""

    def real(self) -> Self:
        """What is counted in the world, without what is made up for a demonstration."""
        return self.filter(is_demo=False)


class Definition(models.Model):
    """What is counted. Figures of different definitions are never compared."""

    code = models.CharField("code", max_length=10, unique=True)
    name = models.CharField("naam", max_length=100)
    text = models.TextField("omschrijving")
    includes_attempts = models.BooleanField("telt pogingen mee", null=True)
    scope = models.CharField("objecten", max_length=300, blank=True)
    exclusions = models.CharField("telt niet mee", max_length=300, blank=True)
    plan_lines = models.CharField("regels in het plan", max_length=60, blank=True)
    # Figures of a DEMO definition are made up; the database keeps them out of other deliveries.
    is_demo = models.BooleanField("demo", default=False)

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = "definitie"
        verbose_name_plural = "definities"
        ordering = ["code"]
        triggers = [
            # Figures are told apart by it, so made-up ones could become real ones afterwards.
            pgtrigger.Trigger(
                name="definition_stays_real_or_made_up",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("is_demo"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Q(old__is_demo__df=pgtrigger.F("new__is_demo")),
                func="RAISE EXCEPTION 'A DEMO definition stays one, and a real one stays real.';",
            )
        ]

    def __str__(self) -> str:
        return self.name


class AreaLevel(models.TextChoices):
    """What kind of area it is. Only areas of one level may be added up or put side by side."""

    COUNTRY = "country", "Land"
    PROVINCE = "province", "Provincie"
    UNIT = "unit", "Politie-eenheid"
    SAFETY_REGION = "safety_region", "Veiligheidsregio"
    MUNICIPALITY = "municipality", "Gemeente"
    CITY = "city", "Stad"
    PROVINCE_BE = "province_be", "Belgische provincie"
    REGION_BE = "region_be", "Belgisch gewest"
    REGION = "region", "Regio"


class AreaQuerySet(models.QuerySet["Area"]):
    """Named sets of areas."""

    def of_level(self, level: AreaLevel) -> Self:
        """Areas of one kind."""
        return self.filter(level=level)

    def valid_on(self, day: date) -> Self:
        """Areas that existed on `day`; `valid_until` is the first day without the area."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gt=day),
        )


class Area(models.Model):
    """A country, province, police unit, safety region, municipality or other area.

    A municipality is part of a safety region, that of a police unit, that of the Netherlands;
    beside it stands the province. Each level has a member for what is not known, so that a count
    without a place is never a zero somewhere.
    """

    code = models.CharField("code", max_length=40, unique=True)
    level = models.CharField("soort gebied", max_length=20, choices=AreaLevel)
    name = models.CharField("naam", max_length=100)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="parts",
        verbose_name="deel van",
        null=True,
        blank=True,
    )
    province = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="municipalities",
        verbose_name="provincie",
        null=True,
        blank=True,
    )
    official_code = models.CharField("officiële code", max_length=20, blank=True)
    valid_from = models.DateField("bestaat vanaf", null=True, blank=True)
    valid_until = models.DateField("bestaat tot", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="predecessors",
        verbose_name="opgegaan in",
        null=True,
        blank=True,
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"
        ordering = ["level", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=AreaLevel.values), name="area_level_is_a_known_level"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_from__lt=F("valid_until")),
                name="area_exists_at_least_a_day",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(valid_until__isnull=False),
                name="area_that_merged_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_unknown(self) -> bool:
        """Whether this stands for "place not known": GM-ONBEKEND does, GM0363 does not."""
        return self.code.endswith(UNKNOWN_ENDING)


class Source(models.Model):
    """A publication or register that figures come from."""

    organisation = models.CharField("organisatie", max_length=200)
    document = models.CharField("document", max_length=300)
    address = models.URLField("internetadres", max_length=500, blank=True)

    class Meta:
        verbose_name = "bron"
        verbose_name_plural = "bronnen"
        ordering = ["organisation", "document"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "document", "address"], name="source_is_listed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.document}"
