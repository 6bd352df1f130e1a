"""Daily tools of people: remarks, following, kept filters, the calendar feed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from measures.models.measure import Measure
from measures.models.register import RegisterEntry
from offensief.audit.append_only import append_only
from offensief.audit.traced import Traced


class Comment(Traced):
    """A remark at a measure or a register entry, for those who may see it. Never changed."""

    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        related_name="comments",
        verbose_name="maatregel",
        null=True,
        blank=True,
    )
    entry = models.ForeignKey(
        RegisterEntry,
        models.PROTECT,
        related_name="comments",
        verbose_name="registerregel",
        null=True,
        blank=True,
    )
    text = models.TextField("opmerking")
    made_at = models.DateTimeField("moment", default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments", verbose_name="door"
    )

    TRAIL: ClassVar = ("measure", "entry", "text")

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure=None, entry__isnull=False)
                | Q(measure__isnull=False, entry=None),
                name="comment_belongs_to_one_thing",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_a_text"),
        ]
        triggers = append_only("comments_are_append_only")

    def __str__(self) -> str:
        return f"opmerking van {self.made_by}"


class Mention(models.Model):
    """Somebody whose attention a remark asks."""

    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="mentions", verbose_name="opmerking"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="wie"
    )

    class Meta:
        verbose_name = "vermelding"
        verbose_name_plural = "vermeldingen"
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "user"], name="comment_mentions_a_person_once"
            )
        ]
        triggers = append_only("mentions_are_append_only")

    def __str__(self) -> str:
        return f"{self.user} in {self.comment}"


class Follow(models.Model):
    """A person wants to hear what happens to a measure."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="follows", verbose_name="wie"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="followers", verbose_name="maatregel"
    )
    since = models.DateTimeField("sinds", default=timezone.now)
    ended_at = models.DateTimeField("tot", null=True, blank=True)

    class Meta:
        verbose_name = "volger"
        verbose_name_plural = "volgers"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "measure"],
                condition=Q(ended_at=None),
                name="person_follows_a_measure_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} volgt {self.measure.number}"


class SavedFilter(models.Model):
    """A list as somebody likes to see it: the query of its address under a name."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_filters", verbose_name="wie"
    )
    name = models.CharField("naam", max_length=60)
    query = models.CharField("keuze", max_length=1000)

    class Meta:
        verbose_name = "bewaard filter"
        verbose_name_plural = "bewaarde filters"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"], name="filter_name_is_unique_per_person"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """A secret address with a person's deadlines. Only the hash of the secret is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds", verbose_name="wie"
    )
    token_sha256 = models.CharField("hash van het geheim", max_length=64, unique=True)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now)
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    class Meta:
        verbose_name = "agenda-adres"
        verbose_name_plural = "agenda-adressen"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at=None),
                name="person_has_one_feed_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"agenda van {self.user}"
