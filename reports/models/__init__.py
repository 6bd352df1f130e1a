"""Editions, what becomes of them, the jobs that build them, the files, and checks of letters."""

from reports.models.artefacts import Artefact, Format, Job, JobState
from reports.models.cover_letters import CoverLetter
from reports.models.editions import Edition, EditionKind, EditionState
from reports.models.events import EditionEvent, EditionStep
from reports.models.letters import LetterCheck
from reports.models.receipts import Receipt
from reports.models.scopes import PartnerScope

__all__ = [
    "Artefact",
    "CoverLetter",
    "Edition",
    "EditionEvent",
    "EditionKind",
    "EditionState",
    "EditionStep",
    "Format",
    "Job",
    "JobState",
    "LetterCheck",
    "PartnerScope",
    "Receipt",
]
