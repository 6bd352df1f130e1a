"""Which reminders went to whom: a threshold is told to a person once, whatever runs twice."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from measures.rounds.models.submission import Submission
from measures.rounds.states import Threshold
from offensief.audit.append_only import append_only
from offensief.outbox.models import Message


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Named sets of reminders."""

    def of_day(self, day: date) -> "ReminderQuerySet":
        """Reminders of this day on the Dutch clock."""
        return self.filter(at__date=day)


class Reminder(models.Model):
    """A threshold was told to a person. Written together with the message, in one transaction.

    One message tells a person everything of a day, so several reminders share it.
    """

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="reminders", verbose_name="inzending"
    )
    threshold = models.CharField("drempel", max_length=10, choices=Threshold)
    # The day the threshold was counted from: more time means new thresholds.
    last_day = models.DateField("laatste dag")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="aan"
    )
    at = models.DateTimeField("moment", default=timezone.now)
    message = models.ForeignKey(
        Message, models.PROTECT, related_name="reminders", verbose_name="bericht"
    )

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "threshold", "last_day", "person"],
                name="person_is_reminded_once_per_threshold",
            ),
            models.CheckConstraint(
                condition=Q(threshold__in=Threshold.values), name="threshold_is_known"
            ),
        ]
        triggers = append_only("reminders_are_append_only")

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_threshold_display()} aan {self.person}"
