"""A partner's own figures, with its own measures beside them."""

from dataclasses import dataclass
from datetime import date

from incidents.models import ObjectType
from incidents.selectors.areas import object_years
from incidents.sight import Sight
from measures.models import Measure, Partner
from offensief.accounts.models import Person
from reports.models import PartnerScope
from reports.permissions import may_set_partner_figures
from reports.selectors.areas import AreaView, YearRow, area_view, bears, year_row


@dataclass(frozen=True, slots=True)
class BranchView:
    """A type of object in the whole country, year by year."""

    years: tuple[YearRow, ...]
    bears: str
    objects: None = None


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """One area or type of object of the partner."""

    scope: PartnerScope
    view: AreaView | BranchView
    title: str


@dataclass(frozen=True, slots=True)
class PartnerFigures:
    """The page of a partner's own figures."""

    partner: Partner
    own: tuple[OwnFigures, ...]
    measures: tuple[Measure, ...]
    may_set: bool


def partner_figures(partner: Partner, person: Person, day: date, sight: Sight) -> PartnerFigures:
    """The figures of a partner as known on `day`."""
    scopes = PartnerScope.objects.filter(partner=partner, ended_at=None).select_related(
        "area__parent__parent", "area__province", "area__merged_into"
    )
    measures = Measure.objects.filter(
        involvements__partner=partner, involvements__valid_to=None
    ).distinct()
    return PartnerFigures(
        partner=partner,
        own=tuple(_own(scope, day, sight) for scope in scopes),
        measures=tuple(measures.order_by("number")),
        may_set=may_set_partner_figures(person),
    )


def _own(scope: PartnerScope, day: date, sight: Sight) -> OwnFigures:
    if scope.area:
        view = area_view(scope.area, day, sight)
        return OwnFigures(scope, view, f"{scope.area.name} ({view.level.lower()})")
    label = ObjectType(scope.object_type).label
    years = object_years(ObjectType(scope.object_type), day, sight)
    branch = BranchView(tuple(map(year_row, years)), bears(years))
    return OwnFigures(scope, branch, f"{label} in heel Nederland")


def partners_with_figures(person: Person) -> tuple[Partner, ...]:
    """Partners this person speaks for that have figures of their own."""
    if not person.is_authenticated:
        return ()
    return tuple(
        Partner.objects.filter(
            memberships__user=person.pk,
            memberships__ended_at=None,
            scopes__ended_at=None,
            scopes__isnull=False,
        ).distinct()
    )
