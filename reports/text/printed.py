"""What the print template gets: finished answers, nothing left to decide."""

from dataclasses import dataclass

from offensief.charts.figure import Cell, Figure
from offensief.lib.dutch import plural
from reports.text.changes import Changes
from reports.text.origins import Computed, Delivery, StatusOrigin
from reports.text.registers import Registers

# Attention points on the first page; chapter 4 has them all.
ON_FIRST_PAGE = 3


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One of the large numbers of the first page."""

    text: str
    label: str
    code: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A status as word and shape: axis is phase or course."""

    axis: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Told:
    """What was last said about a measure."""

    on: str
    change: str
    explanation: str
    needed: str
    result: str
    result_on: str
    result_link: str
    result_address: str


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: when it was planned first, when it is planned now or was reached."""

    title: str
    first: str
    now: str
    state: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class PrintedMeasure:
    """A measure with its status and its official text."""

    number: str
    title: str
    text: str
    wave: str
    plan_lines: str
    lead: str
    partners: str
    phase: Chip
    course: Chip
    # The code of the annex that tells on what the status rests.
    code: str
    told_on: str
    # The next milestone to reach, with its day.
    next_step: str
    steps: tuple[Step, ...]
    # What was said in the period, newest first.
    told: tuple[Told, ...]
    needs_attention: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """A measure that no longer counts, and what was decided about it."""

    number: str
    title: str
    decision: str


@dataclass(frozen=True, slots=True)
class PrintedPillar:
    """A pillar with its measures."""

    number: int
    title: str
    measures: tuple[PrintedMeasure, ...]

    @property
    def told(self) -> tuple[PrintedMeasure, ...]:
        """The measures about which something was said."""
        return tuple(m for m in self.measures if m.told)


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row of numbers with the codes of the annex that tell where they come from."""

    cells: tuple[Cell, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodedFigure:
    """A chart whose table names the origin of every row."""

    figure: Figure
    rows: tuple[CodedRow, ...]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A count with the shade that repeats it."""

    text: str
    shade: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A pillar with its counts per phase."""

    title: str
    cells: tuple[MatrixCell, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Measures by pillar and phase."""

    finding: str
    heads: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not there, and of which measures."""

    sentence: str
    numbers: tuple[str, ...]
    # Who must fill it: "Politie (2.01 en 2.03) en Secretariaat (1.02)".
    owners: str


@dataclass(frozen=True, slots=True)
class LastKnown:
    """A measure nobody answered about: how it stood, and since when that is known."""

    number: str
    title: str
    standing: str
    known_on: str


@dataclass(frozen=True, slots=True)
class MissedPartner:
    """A partner that did not hand in, and why."""

    name: str
    reason: str
    measures: tuple[LastKnown, ...]


@dataclass(frozen=True, slots=True)
class PrintedRound:
    """The completeness of the round that this report tells."""

    sentence: str
    missed: tuple[MissedPartner, ...]
    not_asked: tuple[LastKnown, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that contradict each other, with where they stand and what was said about it."""

    label: str
    sentence: str
    state: str
    explanation: str
    places: str


@dataclass(frozen=True, slots=True)
class PrintedEdition:
    """Everything the template prints, in the order of the report."""

    number: str
    title: str
    status: str
    is_concept: bool
    # Of a correction: which edition it corrects, and why.
    corrects: str
    correction_reason: str
    # Who established it and when; empty for a concept.
    approval: str
    period: str
    as_of: str
    # The day at whose end the measures stood like this.
    standing_on: str
    frozen: str
    frozen_at: str
    sha256: str
    is_hyphenated: bool
    plan_title: str
    plan_offered: str
    plan_sha256: str
    headline: str
    sentences: tuple[str, ...]
    marks: tuple[str, ...]
    same_period: str
    same_period_codes: tuple[str, ...]
    key_numbers: tuple[KeyNumber, ...]
    progress: str
    courses: str
    attention: tuple[PrintedMeasure, ...]
    missing: tuple[Missing, ...]
    certainty: str
    in_order: str
    # None: a document of before reports were compared.
    changes: Changes | None
    registers: Registers
    # None: a report over a period, not over a round.
    round: PrintedRound | None
    ended: tuple[Ended, ...]
    figures: tuple[CodedFigure, ...]
    # None: a document from before the portal checked its figures.
    contradictions: tuple[Contradiction, ...] | None
    pillars: tuple[PrintedPillar, ...]
    matrix: Matrix | None
    deliveries: tuple[Delivery, ...]
    computed: tuple[Computed, ...]
    target_codes: tuple[str, ...]
    statuses: tuple[StatusOrigin, ...]

    @property
    def first_attention(self) -> tuple[PrintedMeasure, ...]:
        """The points of the first page, worst first."""
        return self.attention[:ON_FIRST_PAGE]

    @property
    def more_attention(self) -> str:
        """How many points stand in chapter 4 only: "En 8 andere maatregelen", or nothing."""
        rest = len(self.attention) - ON_FIRST_PAGE
        return f"En {plural(rest, 'andere maatregel', 'andere maatregelen')}" if rest > 0 else ""
