"""Figures and what they mean, one file per subject."""

from incidents.models.catalogue import Area, AreaLevel, Definition, Source
from incidents.models.figures import (
    ObjectType,
    Observation,
    Outcome,
    Release,
    ReleaseStatus,
)
from incidents.models.target import Target

__all__ = [
    "Area",
    "AreaLevel",
    "Definition",
    "ObjectType",
    "Observation",
    "Outcome",
    "Release",
    "ReleaseStatus",
    "Source",
    "Target",
]
