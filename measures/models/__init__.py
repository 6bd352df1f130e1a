"""Facts about the plan and its carrying out, one file per subject."""

from measures.models.attachment import Attachment, AttachmentContent
from measures.models.card import ContributionCard, LearningNote
from measures.models.contact import ContactPerson, ContactRole
from measures.models.daily import CalendarFeed, Comment, Follow, Mention, SavedFilter
from measures.models.measure import Measure, MeasureQuerySet
from measures.models.milestone import Milestone, MilestoneMove
from measures.models.partner import Involvement, Membership, MembershipRole, Partner
from measures.models.plan import Pillar, Plan, Section
from measures.models.register import AgendaPoint, RegisterEntry, RegisterEntryQuerySet
from measures.models.succession import Succession, SuccessionLink
from measures.models.update import StatusUpdate
from measures.models.wording import Wording

__all__ = [
    "AgendaPoint",
    "Attachment",
    "AttachmentContent",
    "CalendarFeed",
    "Comment",
    "ContactPerson",
    "ContactRole",
    "ContributionCard",
    "Follow",
    "Involvement",
    "LearningNote",
    "Measure",
    "MeasureQuerySet",
    "Membership",
    "MembershipRole",
    "Mention",
    "Milestone",
    "MilestoneMove",
    "Partner",
    "Pillar",
    "Plan",
    "RegisterEntry",
    "RegisterEntryQuerySet",
    "SavedFilter",
    "Section",
    "StatusUpdate",
    "Succession",
    "SuccessionLink",
    "Wording",
]
