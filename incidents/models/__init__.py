"""Figures and what they mean, one file per subject."""

from incidents.models.catalogue import Area, AreaLevel, Definition, Source
from incidents.models.clearance import Audience, Clearance
from incidents.models.discrepancy import (
    Discrepancy,
    DiscrepancyNote,
    DiscrepancyState,
    SeenBy,
    Severity,
    Sighting,
    StoreCheck,
)
from incidents.models.estimate import Estimate
from incidents.models.figures import FigureStatus, ObjectType, Observation, Outcome
from incidents.models.hidden import HiddenFigure, HidingReason
from incidents.models.releases import Release, ReleaseKind, ReleaseStatus
from incidents.models.shares import PrintedShare
from incidents.models.target import Target
from incidents.models.upload import Upload, UploadContent, UploadNote, UploadState

__all__ = [
    "Area",
    "AreaLevel",
    "Audience",
    "Clearance",
    "Definition",
    "Discrepancy",
    "DiscrepancyNote",
    "DiscrepancyState",
    "Estimate",
    "FigureStatus",
    "HiddenFigure",
    "HidingReason",
    "ObjectType",
    "Observation",
    "Outcome",
    "PrintedShare",
    "Release",
    "ReleaseKind",
    "ReleaseStatus",
    "SeenBy",
    "Severity",
    "Sighting",
    "Source",
    "StoreCheck",
    "Target",
    "Upload",
    "UploadContent",
    "UploadNote",
    "UploadState",
]
