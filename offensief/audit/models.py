"""One row per deed. No foreign keys: the trail outlives what it tells about."""

from django.db import models
from django.utils import timezone

from offensief.audit.append_only import append_only


class Result(models.TextChoices):
    """How a deed ended."""

    DONE = "done", "uitgevoerd"
    REFUSED = "refused", "geweigerd"


class Entry(models.Model):
    """A deed: action, object, result, origin, actor and moment (BIO2 8.15.01)."""

    at = models.DateTimeField("moment", default=timezone.now, editable=False)
    actor_id = models.BigIntegerField("account", null=True)
    actor_label = models.CharField("naam", max_length=200)
    action = models.CharField("handeling", max_length=60)
    object_type = models.CharField("soort", max_length=60)
    object_id = models.CharField("nummer", max_length=60)
    object_label = models.CharField("omschrijving", max_length=300)
    before = models.JSONField("was", default=dict)
    after = models.JSONField("werd", default=dict)
    reason = models.TextField("waarom", blank=True)
    origin = models.CharField("via", max_length=100)
    result = models.CharField("uitkomst", max_length=10, choices=Result, default=Result.DONE)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_entry_by_object")]
        triggers = append_only("trail_is_append_only")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label}: {self.action} {self.object_label}"
