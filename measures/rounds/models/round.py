"""A reporting round, and what was arranged before it opened."""

from datetime import date, datetime, time
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from measures.models import Measure, Partner
from measures.rounds.states import ArrangementKind, RoundState
from offensief.audit.traced import Traced
from offensief.lib.dutch import AMSTERDAM


class RoundQuerySet(models.QuerySet["Round"]):
    """Named sets of rounds."""

    def running(self) -> "RoundQuerySet":
        """Rounds in which partners may still answer."""
        return self.filter(state=RoundState.OPEN)


class Round(Traced):
    """Partners are asked about a period, between an opening and a closing.

    The days are a plan: what really happened and when stands in the events. `closes_on` is the last
    day on which answers are expected at all; closing itself is a deed of the secretariat.
    """

    number = models.CharField("nummer", max_length=10, unique=True)
    title = models.CharField("titel", max_length=150)
    question = models.TextField("vraag aan de partners", blank=True)
    period_start = models.DateField("periode vanaf")
    period_end = models.DateField("periode t/m")
    announces_on = models.DateField("aankondiging op")
    opens_on = models.DateField("opent op")
    opens_time = models.TimeField("opent om", default=time(9))
    deadline_on = models.DateField("uiterlijk op")
    closes_on = models.DateField("sluit op")
    figures_as_of = models.DateField("peildatum van de cijfers")
    # Empty: all measures that count when the round opens.
    scope = models.ManyToManyField(
        Measure, related_name="+", verbose_name="maatregelen", blank=True
    )
    state = models.CharField("stand", max_length=12, choices=RoundState, default=RoundState.CONCEPT)
    version = models.PositiveIntegerField("versie", default=1)
    sent_on = models.DateField("verzonden op", null=True, blank=True)
    kamerstuk = models.CharField("Kamerstuk", max_length=40, blank=True)

    TRAIL: ClassVar = (
        "number",
        "title",
        "question",
        "period_start",
        "period_end",
        "announces_on",
        "opens_on",
        "opens_time",
        "deadline_on",
        "closes_on",
        "figures_as_of",
        "scope",
        "state",
        "version",
        "sent_on",
        "kamerstuk",
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "uitvraag"
        verbose_name_plural = "uitvragen"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_start__lte=F("period_end"))
                & Q(announces_on__lte=F("opens_on"))
                & Q(opens_on__lt=F("deadline_on"))
                & Q(deadline_on__lte=F("closes_on"))
                & Q(period_end__lte=F("figures_as_of"))
                & Q(figures_as_of__lte=F("closes_on")),
                name="round_days_are_in_order",
                violation_error_message="De dagen van de ronde staan niet in de juiste volgorde.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RoundState.values), name="round_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{4}-[0-9]{1,3}$"),
                name="round_number_is_year_dash_digits",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.SENT, sent_on__isnull=False)
                | (~Q(state=RoundState.SENT) & Q(sent_on=None)),
                name="round_has_sent_on_exactly_when_sent",
            ),
        ]
        triggers = [pgtrigger.Protect(name="rounds_are_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def trail_id(self) -> str:
        """The number."""
        return self.number

    @property
    def opens_at(self) -> datetime:
        """The planned moment of opening, on the Dutch clock."""
        return datetime.combine(self.opens_on, self.opens_time, tzinfo=AMSTERDAM)

    def get_absolute_url(self) -> str:
        """The cockpit of this round."""
        return reverse("round", kwargs={"number": self.number})


class Arrangement(models.Model):
    """Something missing that was accepted, or mended for this round only, before it was planned."""

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="arrangements", verbose_name="uitvraag"
    )
    kind = models.CharField("soort", max_length=12, choices=ArrangementKind)
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", verbose_name="maatregel", null=True, blank=True
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="+", verbose_name="partner", null=True, blank=True
    )
    made_at = models.DateTimeField("moment", default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "measure"],
                condition=~Q(measure=None),
                name="round_arranges_a_measure_once",
            ),
            models.UniqueConstraint(
                fields=["round", "kind", "partner"],
                condition=Q(measure=None),
                nulls_distinct=False,
                name="round_arranges_a_partner_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=ArrangementKind.ANSWERS, measure__isnull=False, partner__isnull=False
                )
                | Q(kind=ArrangementKind.NO_ANSWER, measure__isnull=False, partner=None)
                | Q(kind=ArrangementKind.NO_SIGNER, measure=None, partner__isnull=False)
                | Q(kind=ArrangementKind.SHORT_TIME, measure=None, partner=None),
                name="arrangement_names_what_it_is_about",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round.number}: {self.get_kind_display()}"


def last_day(round_: Round, due_on: date | None) -> date:
    """The last day on which an answer is in time: an own one, or the one of the round."""
    return due_on or round_.deadline_on
