"""What is tracked beside the measures: a product, study, motion, meeting and more."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from measures.models.measure import Measure
from measures.models.partner import Partner
from measures.registers import CLOSED, EntryKind, EntryState, Register
from offensief.audit.traced import Traced


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    """Named sets of entries."""

    def of(self, register: Register) -> "RegisterEntryQuerySet":
        """The entries of one register."""
        return self.filter(register=register)

    def still_open(self) -> "RegisterEntryQuerySet":
        """Entries that are not settled, stopped or dropped."""
        return self.exclude(state__in=sorted(CLOSED))

    def overdue(self, *, on: date) -> "RegisterEntryQuerySet":
        """Open entries whose date lies before this day. A network that exists is never late."""
        return self.still_open().filter(due_on__lt=on).exclude(state=EntryState.STANDING)


class RegisterEntry(Traced):
    """A row of one of the registers. Which fields a register uses is in measures.registers."""

    register = models.CharField("register", max_length=15, choices=Register)
    # Counts on within its register and is never used again.
    number = models.PositiveIntegerField("nummer")
    title = models.CharField("titel", max_length=300)
    description = models.TextField("omschrijving", blank=True)
    kind = models.CharField("soort", max_length=20, choices=EntryKind, blank=True)
    state = models.CharField("stand", max_length=20, choices=EntryState)
    owner = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="entries",
        verbose_name="wie is aan zet",
        null=True,
        blank=True,
    )
    # Institute of a study, forum of an international step, audience of a goal.
    party = models.CharField("partij", max_length=200, blank=True)
    raised_by = models.ForeignKey(
        Partner,
        models.PROTECT,
        related_name="bottlenecks",
        verbose_name="aangedragen door",
        null=True,
        blank=True,
    )
    meeting = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="bottlenecks",
        verbose_name="voor welke bijeenkomst",
        null=True,
        blank=True,
    )
    reference = models.CharField("Kamerstuk", max_length=40, blank=True)
    product_version = models.CharField("versie van het product", max_length=30, blank=True)
    rank = models.PositiveIntegerField("plaats", null=True, blank=True)
    due_on = models.DateField("datum", null=True, blank=True)
    settled_on = models.DateField("afgedaan op", null=True, blank=True)
    outcome = models.TextField("uitkomst", blank=True)
    link = models.URLField("vindplaats", max_length=500, blank=True)
    measures = models.ManyToManyField(
        Measure, related_name="entries", verbose_name="maatregelen", blank=True
    )
    plan_lines = models.CharField("regels in het plan", max_length=60, blank=True)
    plan_state = models.CharField("stand volgens het plan", max_length=200, blank=True)
    made_at = models.DateTimeField("toegevoegd op", default=timezone.now)
    version = models.PositiveIntegerField("versie", default=1)

    TRAIL: ClassVar = (
        "register",
        "number",
        "title",
        "description",
        "kind",
        "state",
        "owner",
        "party",
        "raised_by",
        "meeting",
        "reference",
        "product_version",
        "rank",
        "due_on",
        "settled_on",
        "outcome",
        "link",
        "measures",
        "plan_lines",
        "plan_state",
        "version",
    )

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "registerregel"
        verbose_name_plural = "registerregels"
        ordering = ["register", "rank", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "number"], name="entry_number_is_unique_in_register"
            ),
            models.CheckConstraint(
                condition=Q(register__in=Register.values), name="entry_is_of_a_known_register"
            ),
            models.CheckConstraint(
                condition=Q(state__in=EntryState.values), name="entry_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(CLOSED)) | Q(settled_on=None),
                name="entry_has_settled_on_only_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(register=Register.WANTED_STUDY, state=EntryState.WANTED)
                & Q(rank__isnull=False, rank__gte=1)
                | ~Q(register=Register.WANTED_STUDY, state=EntryState.WANTED) & Q(rank=None),
                name="entry_has_a_rank_exactly_when_a_wanted_study",
            ),
            # Deferred: a new ranking swaps places within one transaction.
            models.UniqueConstraint(
                fields=["rank"],
                deferrable=models.Deferrable.DEFERRED,
                name="wanted_studies_share_no_rank",
            ),
        ]
        indexes = [
            GinIndex(
                SearchVector("title", "description", "outcome", config="dutch"),
                name="entry_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """Short name in meetings and mail: P-3 is the third product."""
        return f"{Register(self.register).letter}-{self.number}"

    @property
    def trail_id(self) -> str:
        """The code."""
        return self.code

    @property
    def is_open(self) -> bool:
        """Not settled, stopped or dropped."""
        return self.state not in CLOSED

    def is_overdue(self, *, on: date) -> bool:
        """Like the set `overdue`, for one entry."""
        late = self.due_on is not None and self.due_on < on
        return late and self.is_open and self.state != EntryState.STANDING

    def get_absolute_url(self) -> str:
        """The page of this entry."""
        register = Register(self.register)
        return reverse("entry", kwargs={"register": register.slug, "number": self.number})


class AgendaPoint(Traced):
    """A point on the agenda of a meeting, and what came out of it."""

    meeting = models.ForeignKey(
        RegisterEntry, models.PROTECT, related_name="agenda", verbose_name="bijeenkomst"
    )
    position = models.PositiveSmallIntegerField("volgorde")
    title = models.CharField("agendapunt", max_length=300)
    outcome = models.TextField("uitkomst", blank=True)
    bottleneck = models.ForeignKey(
        RegisterEntry,
        models.PROTECT,
        related_name="agenda_points",
        verbose_name="knelpunt",
        null=True,
        blank=True,
    )
    is_dropped = models.BooleanField("vervallen", default=False)

    TRAIL: ClassVar = ("meeting", "position", "title", "outcome", "bottleneck", "is_dropped")

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                condition=Q(is_dropped=False),
                deferrable=None,
                name="agenda_has_one_point_per_place",
            )
        ]
        indexes = [GinIndex(SearchVector("title", "outcome", config="dutch"), name="agenda_words")]

    def __str__(self) -> str:
        return f"{self.meeting.code} punt {self.position}: {self.title}"
