"""One row per deed. No foreign keys: the trail outlives what it tells about."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from offensief.audit.append_only import append_only


class Result(models.TextChoices):
    """How a deed ended."""

    DONE = "done", "uitgevoerd"
    REFUSED = "refused", "geweigerd"


class Entry(models.Model):
    """A deed: action, object, result, origin, actor and moment (BIO2 8.15.01).

    Every entry carries the hash of the one before it: changing or removing one breaks the chain
    (offensief.audit.chain).
    """

    at = models.DateTimeField("moment", default=timezone.now, editable=False)
    # When the facts could be known. Earlier than `at` only for what was published before it was
    # loaded, such as the plan; the time machine goes by this moment.
    known_at = models.DateTimeField("bekend sinds", default=timezone.now, editable=False)
    actor_id = models.BigIntegerField("account", null=True)
    actor_label = models.CharField("naam", max_length=200)
    on_behalf_of = models.CharField("namens", max_length=200, blank=True)
    action = models.CharField("handeling", max_length=60)
    object_type = models.CharField("soort", max_length=60)
    object_id = models.CharField("nummer", max_length=60)
    object_label = models.CharField("omschrijving", max_length=300)
    before = models.JSONField("was", default=dict)
    after = models.JSONField("werd", default=dict)
    reason = models.TextField("waarom", blank=True)
    origin = models.CharField("via", max_length=100)
    result = models.CharField("uitkomst", max_length=10, choices=Result, default=Result.DONE)
    previous_hash = models.CharField("hash van de vorige regel", max_length=64, unique=True)
    hash = models.CharField("hash", max_length=64, unique=True)

    class Meta:
        verbose_name = "regel van het spoor"
        verbose_name_plural = "spoor"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_entry_by_object"),
            models.Index(fields=["actor_id"], name="audit_entry_by_actor"),
            models.Index(fields=["known_at"], name="audit_entry_by_known_at"),
            # How often somebody was refused just now (offensief.audit.refused).
            models.Index(
                fields=["actor_id", "at"],
                name="audit_entry_refused_lately",
                condition=Q(result=Result.REFUSED),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(known_at__lte=models.F("at")), name="entry_is_known_when_it_is_made"
            ),
        ]
        triggers = append_only("trail_is_append_only")

    def __str__(self) -> str:
        at = timezone.localtime(self.at)
        return f"{at:%d-%m-%Y %H:%M} {self.actor_label}: {self.action} {self.object_label}"


class TrailCheck(models.Model):
    """A walk along the whole trail: how far it came and what it found (offensief.audit.checking).

    The next walk has to come past the end of this one: that is how a cut-off end shows.
    """

    at = models.DateTimeField("moment", default=timezone.now, editable=False)
    entries = models.PositiveBigIntegerField("aantal regels dat klopt")
    head = models.CharField("hash van de laatste regel die klopt", max_length=64)
    is_whole = models.BooleanField("het spoor klopt")
    why = models.CharField("wat er niet klopt", max_length=300, blank=True)

    class Meta:
        verbose_name = "controle van het spoor"
        verbose_name_plural = "controles van het spoor"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_whole=True, why="") | Q(is_whole=False) & ~Q(why=""),
                name="broken_trail_has_a_reason",
            ),
        ]
        triggers = append_only("trail_checks_are_append_only")

    def __str__(self) -> str:
        return f"controle van {timezone.localtime(self.at):%d-%m-%Y %H:%M}"
