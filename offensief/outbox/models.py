"""One row per message to one person (docs/decisions/0018), and who wants no reminders."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from offensief.audit.append_only import append_only
from offensief.audit.traced import Traced
from offensief.lib import filetypes

# A path of this portal. "//elsewhere.example" and "/\elsewhere.example" lead away from it.
# Python and PostgreSQL read this pattern the same way.
LOCAL_PATH = r"\A/([^/\\\s][^\\\s]*)?\Z"
# A seal comes after the path, so nothing but a closing slash may stand at its end.
SEALABLE_PATH = r"\A/[^/\\\s?#][^\\\s?#]*/\Z"
LINK_LABEL = "Lees verder in het portaal"
# Whatever some mail program may take for the end of a header line.
BREAKS = r"[\u0001-\u001f\u007f\u0085\u2028\u2029]"
# Such as "application/pdf", without parameters.
MEDIA_TYPE = r"\A[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*\Z"
# Of all files of a message. In a mail they are a third bigger, and 20 MB is where servers refuse.
MOST_BYTES = 10 * 1024 * 1024


class MessageState(models.TextChoices):
    """Where a message is. Only a waiting one is ever sent."""

    WAITING = "waiting", "Staat klaar"
    SENT = "sent", "Verstuurd"
    FAILED = "failed", "Niet gelukt"
    DROPPED = "dropped", "Niet verstuurd"


class DropReason(models.TextChoices):
    """Why a message is never sent."""

    INACTIVE = "inactive", "Het account van deze persoon is niet actief."
    UNWANTED = "unwanted", "Deze persoon wil geen herinneringen per mail."


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by what matters about them."""

    def due(self, now: datetime) -> "MessageQuerySet":
        """Messages that may be tried at this moment; nobody holds them."""
        return self.filter(state=MessageState.WAITING, next_try_at__lte=now)

    def addressed_to(self, user_id: int) -> "MessageQuerySet":
        """Messages to this person."""
        return self.filter(recipient_id=user_id)

    def in_state(self, state: str) -> "MessageQuerySet":
        """Messages in this state; all without one."""
        return self.filter(state=state) if state else self

    def of_kind(self, kind: str) -> "MessageQuerySet":
        """Messages of this kind; all without one."""
        return self.filter(kind=kind) if kind else self

    def mailed(self) -> "MessageQuerySet":
        """What left as a mail, the last one first."""
        return self.filter(state=MessageState.SENT).order_by("-sent_at", "-pk")

    def with_mail(self) -> "MessageQuerySet":
        """Along with what a mail shows: whom it is to and which files it has."""
        files = models.Prefetch("files", MessageFile.objects.without_content())
        return self.select_related("recipient").prefetch_related(files)


class Message(models.Model):
    """A message with its text as it was written, and how sending it went."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="aan"
    )
    # Rooms above add kinds of their own, so this is no list of choices.
    kind = models.SlugField("soort", max_length=50, db_index=False)
    kind_label = models.CharField("soort in woorden", max_length=100)
    subject = models.CharField("onderwerp", max_length=200)
    body = models.TextField("tekst")
    link = models.CharField("adres in het portaal", max_length=300)
    link_label = models.CharField("tekst van de link", max_length=80, default=LINK_LABEL)
    # Who opens the link needs a secret that stands in the mail alone (offensief.outbox.sealed).
    seals_link = models.BooleanField("link is persoonlijk", default=False)
    # One people may do without. What they must have is none.
    is_digest = models.BooleanField("is een herinnering", default=False)
    # Says which event this is about, for whom: told twice, the event is one message.
    dedupe_key = models.CharField("sleutel", max_length=200)
    due_at = models.DateTimeField("te versturen vanaf")
    created_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    state = models.CharField(
        "stand", max_length=10, choices=MessageState, default=MessageState.WAITING
    )
    # Messages of before this field were dropped for the only reason there was: INACTIVE.
    drop_reason = models.CharField(
        "reden van niet versturen", max_length=10, choices=DropReason, blank=True
    )
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    # Counted when a try begins: also the fencing number of that try (offensief.outbox.claims).
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    # Nobody tries before this moment. While a try is going on it is the end of its lease.
    next_try_at = models.DateTimeField("volgende poging op")
    # Name of the error only: what a mail server says may hold addresses.
    last_error = models.CharField("laatste fout", max_length=100, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state=MessageState.WAITING),
                name="outbox_message_waiting",
            ),
            models.Index(fields=["-created_at", "-id"], name="outbox_message_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["dedupe_key"], name="message_is_queued_once"),
            models.CheckConstraint(
                condition=Q(state__in=MessageState.values), name="message_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at=None)),
                name="message_has_sent_at_exactly_when_sent",
            ),
            models.CheckConstraint(
                condition=Q(drop_reason="")
                | Q(drop_reason__in=DropReason.values, state=MessageState.DROPPED),
                name="message_has_a_drop_reason_only_when_dropped",
            ),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(subject__regex=BREAKS),
                name="message_subject_is_one_line",
            ),
            models.CheckConstraint(
                condition=Q(link__regex=LOCAL_PATH), name="message_link_stays_in_the_portal"
            ),
            models.CheckConstraint(
                condition=Q(seals_link=False) | Q(link__regex=SEALABLE_PATH),
                name="message_seals_only_a_path_that_ends_in_a_slash",
            ),
            models.CheckConstraint(
                condition=~Q(link_label="") & ~Q(link_label__regex=BREAKS),
                name="message_link_label_is_one_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_label} aan {self.recipient}"

    def get_absolute_url(self) -> str:
        """The page of this message."""
        return reverse("message", kwargs={"message_id": self.pk})


class MessageFileQuerySet(models.QuerySet["MessageFile"]):
    """Files by what matters about them."""

    def without_content(self) -> "MessageFileQuerySet":
        """For lists, which never need megabytes."""
        return self.defer("data")


class MessageFile(models.Model):
    """A file that goes along with a message, as it was given."""

    message = models.ForeignKey(
        Message, models.PROTECT, related_name="files", verbose_name="bericht"
    )
    name = models.CharField("naam", max_length=filetypes.LONGEST_NAME)
    media_type = models.CharField("type", max_length=100)
    size = models.PositiveIntegerField("grootte")
    data = models.BinaryField("inhoud")

    objects = MessageFileQuerySet.as_manager()

    class Meta:
        verbose_name = "bijlage bij een bericht"
        verbose_name_plural = "bijlagen bij berichten"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0, size__lte=MOST_BYTES),
                name="message_file_is_at_most_10_mb",
            ),
            models.CheckConstraint(
                condition=Q(media_type__regex=MEDIA_TYPE), name="message_file_has_a_media_type"
            ),
        ]
        triggers = append_only("message_files_are_append_only")

    def __str__(self) -> str:
        return self.name


class DigestStopQuerySet(models.QuerySet["DigestStop"]):
    """Stops by what matters about them."""

    def present(self, user_id: int) -> "DigestStopQuerySet":
        """What this person asked and did not take back; one row or none."""
        return self.filter(user_id=user_id, ended_at=None)


class DigestStop(Traced):
    """A person wants no reminders by mail for a time. An ended one stays as history."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="wie"
    )
    since = models.DateTimeField("sinds", default=timezone.now)
    ended_at = models.DateTimeField("tot", null=True, blank=True)

    objects = DigestStopQuerySet.as_manager()

    TRAIL: ClassVar = ("user", "since", "ended_at")

    class Meta:
        verbose_name = "afmelding van herinneringen"
        verbose_name_plural = "afmeldingen van herinneringen"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_at=None),
                name="person_stops_digests_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since")),
                name="digest_stop_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"geen herinneringen aan {self.user}"
