"""What a figure counts, where, and who says so."""

from django.db import models


class Definition(models.Model):
    """What is counted. Figures of different definitions are never compared."""

    code = models.CharField("code", max_length=10, unique=True)
    name = models.CharField("naam", max_length=100)
    text = models.TextField("omschrijving")
    includes_attempts = models.BooleanField("telt pogingen mee", null=True)
    scope = models.CharField("objecten", max_length=300, blank=True)
    exclusions = models.CharField("telt niet mee", max_length=300, blank=True)
    plan_lines = models.CharField("regels in het plan", max_length=60, blank=True)

    class Meta:
        verbose_name = "definitie"
        verbose_name_plural = "definities"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A country, police unit, municipality or other area."""

    code = models.CharField("code", max_length=40, unique=True)
    level = models.CharField("soort gebied", max_length=20)
    name = models.CharField("naam", max_length=100)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="parts",
        verbose_name="deel van",
        null=True,
        blank=True,
    )
    official_code = models.CharField("officiële code", max_length=20, blank=True)

    class Meta:
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"
        ordering = ["level", "name"]

    def __str__(self) -> str:
        return self.name


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
