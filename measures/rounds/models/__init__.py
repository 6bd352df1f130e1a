"""Facts about rounds, one file per subject."""

from measures.rounds.models.event import RoundEvent
from measures.rounds.models.link import LinkUse, PersonalLink
from measures.rounds.models.reminder import Reminder, ReminderQuerySet
from measures.rounds.models.round import Arrangement, Round, RoundQuerySet
from measures.rounds.models.submission import Answer, Submission, SubmissionQuerySet, contents
from measures.rounds.models.workbook import Workbook, WorkbookConfirmation, WorkbookContent

__all__ = [
    "Answer",
    "Arrangement",
    "LinkUse",
    "PersonalLink",
    "Reminder",
    "ReminderQuerySet",
    "Round",
    "RoundEvent",
    "RoundQuerySet",
    "Submission",
    "SubmissionQuerySet",
    "Workbook",
    "WorkbookConfirmation",
    "WorkbookContent",
    "contents",
]
