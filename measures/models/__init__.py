"""Facts about the plan and its carrying out, one file per subject."""

from measures.models.measure import Measure, MeasureQuerySet
from measures.models.partner import Involvement, Membership, MembershipRole, Partner
from measures.models.plan import Pillar, Plan, Section
from measures.models.update import StatusUpdate

__all__ = [
    "Involvement",
    "Measure",
    "MeasureQuerySet",
    "Membership",
    "MembershipRole",
    "Partner",
    "Pillar",
    "Plan",
    "Section",
    "StatusUpdate",
]
