"""Figures. Only added to: a correction is a new delivery."""

from datetime import date
from typing import Any, Self

import pgtrigger
from django.core.checks import CheckMessage
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.functions import ExtractYear

from incidents.models.catalogue import Area, AreaLevel, Definition
from incidents.models.clearance import Clearance
from incidents.models.releases import Release
from incidents.sight import Sight
from offensief.audit.append_only import append_only
from offensief.lib.dutch import period_as_known


class FigureStatus(models.TextChoices):
    """What a publisher says about one figure (SDMX CL_OBS_STATUS, as far as it is used here)."""

    NORMAL = "normal", "normaal"
    ESTIMATED = "estimated", "geschat"
    BREAK = "break", "breuk in de reeks"
    WITHDRAWN = "withdrawn", "ingetrokken"


class ObjectType(models.TextChoices):
    """What was attacked."""

    TOTAL = "total", "Totaal"
    HOME = "home", "Woning"
    BUSINESS = "business", "Bedrijf"
    VEHICLE = "vehicle", "Voertuig"
    INFRASTRUCTURE = "infrastructure", "Infrastructuur"
    OTHER = "other", "Overige"


class Outcome(models.TextChoices):
    """Attempts count as attacks (plan, Definitie, l.123), so `total` is both together."""

    TOTAL = "total", "Aanslagen en pogingen"
    ATTEMPT = "attempt", "Pogingen"
    REALISED = "realised", "Gerealiseerd"


# Below the police units counts are small. Only totals of whole years are opened there: split by
# object, outcome or month nearly all of them would have to be hidden again (docs/decisions/0033).
LEVELS_WITH_PARTS = (AreaLevel.COUNTRY, AreaLevel.UNIT, AreaLevel.PROVINCE)
_IS_WHOLE_YEAR = Q(
    period_start__month=1,
    period_start__day=1,
    period_end__month=1,
    period_end__day=1,
    period_end__year=ExtractYear("period_start") + 1,
)
_WHOLE_YEAR_TOTAL = Q(is_whole_year=True, object_type=ObjectType.TOTAL, outcome=Outcome.TOTAL)
_CELL = ("definition", "period_start", "period_end", "area", "object_type", "outcome")
# What did not come over the desk was published elsewhere before it came here.
_PUBLISHED_ELSEWHERE = Q(release__uploaded_by=None)


class ObservationQuerySet(models.QuerySet["Observation"]):
    """Named sets of figures."""

    def visible(self, sight: Sight) -> Self:
        """Figures whose embargo has passed and that are open for whoever looks.

        Small ones are among them: they exist, and their value is not shown (`with_hiding`).
        """
        found = self.filter(
            Q(release__embargo_until=None) | Q(release__embargo_until__lte=sight.at)
        )
        if sight.audiences is None:
            return found
        opened = Clearance.objects.open_for(sight).filter(
            release=OuterRef("release"), level=OuterRef("area__level")
        )
        return found.filter(
            Q(area__level__in=LEVELS_WITH_PARTS) | _PUBLISHED_ELSEWHERE | _WHOLE_YEAR_TOTAL,
            Exists(opened),
            is_confidential=False,
        )

    def with_hiding(self, sight: Sight) -> Self:
        """Each figure told apart by `is_hidden`: its value must not leave the server."""
        hides = Value(value=False) if sight.audiences is None else Q(hidden__isnull=False)
        return self.annotate(is_hidden=hides)

    def shown(self, sight: Sight) -> Self:
        """Figures that are visible with their value: not small, and not giving a small one away."""
        found = self.visible(sight)
        return found if sight.audiences is None else found.filter(hidden=None)

    def as_of(self, day: date, sight: Sight, *, whole_years: bool = False, **cells: object) -> Self:
        """Per cell the latest figure known on `day`, of what is visible.

        `cells` tells which cells are meant, such as `definition__code="A"`: no others are looked
        at (docs/decisions/0034). What a figure says of its cell, such as `value__isnull`, must be
        filtered afterwards: asked here it would bring back what was withdrawn since. Made-up
        figures come only to who names their definition. Raises ValueError for what is no part of
        a cell.
        """
        if strange := [name for name in cells if name.split("__")[0] not in _CELL]:
            raise ValueError(f"Not part of a cell: {', '.join(strange)}.")
        meant = self.filter(**cells)
        if not any(name.startswith("definition") for name in cells):
            # As a list: the database then sees beforehand how few they may be.
            meant = meant.filter(definition__in=list(Definition.objects.real()))
        if whole_years:
            meant = meant.filter(is_whole_year=True)
        cell = [f"{name}_id" if name in {"definition", "area"} else name for name in _CELL]
        latest = (
            meant.visible(sight)
            .filter(release__known_until__lte=day)
            .order_by(*cell, "-release__known_until", "-release__rank", "-release__pk")
            .distinct(*cell)
        )
        return self.filter(pk__in=latest.values("pk"))


class KeptField(models.GeneratedField):
    """A column that PostgreSQL works out and keeps; for migrations that of Django.

    Django asks the database whether it can, and our checks run without one. It can: PostgreSQL is
    the only one there is (docs/decisions/0002).
    """

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """All checks of Django but the questions to the database."""
        return super().check(**{**kwargs, "databases": []})

    def deconstruct(self) -> Any:
        """As a field of Django."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.GeneratedField", args, kwargs


class Observation(models.Model):
    """One count of one delivery. The period runs up to, not including, `period_end`."""

    release = models.ForeignKey(
        Release, models.PROTECT, related_name="observations", verbose_name="levering"
    )
    definition = models.ForeignKey(
        Definition, models.PROTECT, related_name="+", verbose_name="definitie"
    )
    period_start = models.DateField("periode vanaf")
    period_end = models.DateField("periode tot")
    period_is_exact = models.BooleanField("periode is precies bekend")
    period_text = models.CharField("periode zoals vermeld", max_length=100, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="gebied")
    object_type = models.CharField("object", max_length=20, choices=ObjectType)
    outcome = models.CharField("uitkomst", max_length=10, choices=Outcome)
    value = models.PositiveIntegerField("aantal", null=True, blank=True)
    lower = models.PositiveIntegerField("ten minste", null=True, blank=True)
    upper = models.PositiveIntegerField("ten hoogste", null=True, blank=True)
    printed = models.CharField("zoals vermeld", max_length=60)
    status = models.CharField(
        "kenmerk", max_length=10, choices=FigureStatus, default=FigureStatus.NORMAL
    )
    # Its publisher never wants it to be public; no clearance changes that.
    is_confidential = models.BooleanField("niet openbaar", default=False)
    locator = models.CharField("vindplaats", max_length=200, blank=True)
    note = models.TextField("opmerking", blank=True)
    # Worked out by the database, which then knows how few there are and looks them up quickly.
    is_whole_year = KeptField(
        verbose_name="is een kalenderjaar",
        expression=ExpressionWrapper(_IS_WHOLE_YEAR, output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    # Only on rows that were asked `with_hiding`.
    is_hidden: bool

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = "cijfer"
        verbose_name_plural = "cijfers"
        ordering = ["definition", "period_start", "area", "object_type"]
        indexes = [
            # For "as of": of each cell its deliveries, without looking at the cells of others.
            models.Index(
                fields=[
                    "definition", "object_type", "outcome", "area", "period_start", "period_end",
                ],
                name="figures_by_cell",
            ),
            # Maps and pages of areas ask for whole years: few among very many weeks and months.
            models.Index(
                fields=[
                    "definition", "object_type", "outcome", "area", "period_start", "period_end",
                ],
                name="figures_of_whole_years",
                condition=Q(is_whole_year=True),
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "release",
                    "definition",
                    "period_start",
                    "period_end",
                    "area",
                    "object_type",
                    "outcome",
                ],
                name="figure_stands_once_in_a_release",
            ),
            models.CheckConstraint(
                condition=Q(period_start__lt=F("period_end")), name="figure_period_has_length"
            ),
            models.CheckConstraint(
                condition=Q(status=FigureStatus.WITHDRAWN, value=None, lower=None, upper=None)
                | ~Q(status=FigureStatus.WITHDRAWN)
                & (Q(value__isnull=False) | Q(lower__isnull=False) | Q(upper__isnull=False)),
                name="figure_has_a_value_or_a_bound_unless_withdrawn",
            ),
        ]
        triggers = [
            *append_only("figures_are_append_only"),
            # Once per statement: a check per row would double the time of a large delivery.
            pgtrigger.Trigger(
                name="demo_figures_stay_apart",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]
                func="""
                    IF EXISTS (
                        SELECT FROM (SELECT DISTINCT release_id, definition_id FROM added) AS pair
                        JOIN incidents_release ON incidents_release.id = pair.release_id
                        JOIN incidents_definition ON incidents_definition.id = pair.definition_id
                        WHERE incidents_release.is_demo <> incidents_definition.is_demo
                    ) THEN
                        RAISE EXCEPTION 'A DEMO delivery counts by a DEMO definition only, and the '
                            'other way round.';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.period_start:%Y}: {self.printed}"

    @property
    def period_in_words(self) -> str:
        """The period, no more exactly than it is known: "2024", or "eerste maanden van 2024"."""
        return period_as_known(
            self.period_start, self.period_end, self.period_text, is_exact=self.period_is_exact
        )
