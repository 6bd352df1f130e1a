"""Documents with a measure or a register entry. Kept in the database, like the editions."""

from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from measures.models.measure import Measure
from measures.models.register import RegisterEntry
from offensief.audit.append_only import append_only
from offensief.audit.traced import Traced


class Attachment(Traced):
    """A file of a known type. Withdrawn ones are no longer offered; their content stays."""

    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        related_name="attachments",
        verbose_name="maatregel",
        null=True,
        blank=True,
    )
    entry = models.ForeignKey(
        RegisterEntry,
        models.PROTECT,
        related_name="attachments",
        verbose_name="registerregel",
        null=True,
        blank=True,
    )
    name = models.CharField("naam", max_length=120)
    media_type = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("grootte")
    sha256 = models.CharField("hash", max_length=64)
    description = models.CharField("omschrijving", max_length=200, blank=True)
    added_at = models.DateTimeField("toegevoegd op", default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    TRAIL: ClassVar = (
        "measure",
        "entry",
        "name",
        "media_type",
        "size",
        "sha256",
        "description",
        "withdrawn_at",
    )

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure=None, entry__isnull=False)
                | Q(measure__isnull=False, entry=None),
                name="attachment_belongs_to_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=20 * 1024 * 1024),
                name="attachment_is_at_most_20_mb",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def thing(self) -> Measure | RegisterEntry:
        """What it belongs to; a constraint sees to it that there is exactly one."""
        if self.measure is not None:
            return self.measure
        return cast("RegisterEntry", self.entry)


class AttachmentContent(models.Model):
    """The bytes, apart, so that lists never read them."""

    attachment = models.OneToOneField(
        Attachment,
        models.PROTECT,
        related_name="content",
        verbose_name="bijlage",
        primary_key=True,
    )
    data = models.BinaryField("inhoud")

    class Meta:
        verbose_name = "inhoud van een bijlage"
        verbose_name_plural = "inhoud van bijlagen"
        triggers = append_only("attachment_content_is_append_only")

    def __str__(self) -> str:
        return f"inhoud van {self.attachment.name}"
