"""Through whose eyes figures are looked at. Every question about figures carries one."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class Sight:
    """The moment of looking, and for whom figures must have been opened.

    `audiences` are values of incidents.models.Audience; None is the desk, which sees everything
    whose embargo has passed.
    """

    at: datetime
    audiences: frozenset[str] | None

    @classmethod
    def public(cls, at: datetime) -> Self:
        """What everybody may see."""
        return cls(at, frozenset({"public"}))

    @classmethod
    def parliament(cls, at: datetime) -> Self:
        """What the Tweede Kamer gets: also what it gets before others."""
        return cls(at, frozenset({"public", "parliament"}))

    @classmethod
    def partners(cls, at: datetime) -> Self:
        """What partners and readers see after signing in."""
        return cls(at, frozenset({"public", "partners"}))

    @classmethod
    def desk(cls, at: datetime) -> Self:
        """What whoever delivers and checks figures sees."""
        return cls(at, None)

    @classmethod
    def everything(cls) -> Self:
        """Also what is under embargo: for the pages of the desk, and for what new figures must be
        held against. Never for a dashboard."""
        return cls(datetime(9999, 1, 1, tzinfo=UTC), None)
