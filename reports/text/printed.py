"""What the print template gets: finished answers, nothing left to decide."""

from dataclasses import dataclass

from offensief.charts.figure import Cell, Figure
from offensief.lib.dutch import number, plural
from reports.text.changes import Changes
from reports.text.definitions import DEFINITIONS
from reports.text.origins import Computed, Delivery, StatusOrigin
from reports.text.registers import PrintedEntry, Registers

# Attention points on the first page; chapter 5 has them all.
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
    # How it stood in the edition before; empty when that is the same.
    was: str
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
    # Products of its measures that are there.
    products: tuple[PrintedEntry, ...]

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
    # Where its numbers stand when another table has them all; else its own table is shown.
    elsewhere: str


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

    @property
    def not_asked_sentence(self) -> str:
        """How many measures had nobody to ask."""
        count = len(self.not_asked)
        whom = "Over 1 maatregel is" if count == 1 else f"Over {number(count)} maatregelen is"
        return f"{whom} niemand gevraagd: er was geen trekker."


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that contradict each other, with where they stand and what was said about it."""

    label: str
    sentence: str
    state: str
    explanation: str
    places: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of the year, and on which day that was computed."""

    computed_on: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """The target read in another way: what it would be, and why it is not."""

    name: str
    maximum: str
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to the goal: sentence first, three numbers, and what they can bear."""

    headline: str
    sentences: tuple[str, ...]
    marks: tuple[str, ...]
    # Of the computed numbers in the sentences.
    codes: tuple[str, ...]
    key_numbers: tuple[KeyNumber, ...]
    same_period: str
    same_period_codes: tuple[str, ...]
    series: str
    bears: tuple[str, ...]
    # None: the year is over, or there is nothing to compute it from.
    outlook: Outlook | None
    variants: tuple[Variant, ...]
    mix: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete and certain the report is."""

    progress: str
    courses: str
    certainty: str
    in_order: str
    missing: tuple[Missing, ...]
    # None: a report over a period, not over a round.
    round: PrintedRound | None


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover and the running header say."""

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
    plan_title: str
    plan_offered: str
    plan_sha256: str


@dataclass(frozen=True, slots=True)
class PrintedEdition:
    """Everything the template prints, in the order of the report."""

    cover: Cover
    sha256: str
    is_hyphenated: bool
    answer: Answer
    completeness: Completeness
    attention: tuple[PrintedMeasure, ...]
    # None: a document of before reports were compared.
    changes: Changes | None
    registers: Registers
    ended: tuple[Ended, ...]
    figures: tuple[CodedFigure, ...]
    # None: a document from before the portal checked its figures.
    contradictions: tuple[Contradiction, ...] | None
    pillars: tuple[PrintedPillar, ...]
    matrix: Matrix | None
    deliveries: tuple[Delivery, ...]
    computed: tuple[Computed, ...]
    statuses: tuple[StatusOrigin, ...]

    @property
    def first_attention(self) -> tuple[PrintedMeasure, ...]:
        """The points of the first page, worst first."""
        return self.attention[:ON_FIRST_PAGE]

    @property
    def more_attention(self) -> str:
        """How many points stand in chapter 5 only: "En 8 andere maatregelen", or nothing."""
        rest = len(self.attention) - ON_FIRST_PAGE
        return f"En {plural(rest, 'andere maatregel', 'andere maatregelen')}" if rest > 0 else ""

    @property
    def no_attention(self) -> str:
        """What there is to say when no course is wrong; not reassuring when none was judged."""
        measures = [m for pillar in self.pillars for m in pillar.measures]
        unjudged = sum(m.course.value == "not_assessed" for m in measures)
        nobody = "Geen enkele maatregel staat op 'vraagt aandacht', 'vertraagd' of 'geblokkeerd'."
        if not unjudged:
            return nobody
        if unjudged == len(measures):
            return "Van geen enkele maatregel is de koers beoordeeld."
        those = f"Van {plural(unjudged, 'maatregel', 'maatregelen')} is de koers niet beoordeeld."
        return f"{nobody} {those}"

    @property
    def asked(self) -> tuple[PrintedMeasure, ...]:
        """Measures that need something, of those that need attention: what is asked of whom."""
        return tuple(m for m in self.attention if m.told and m.told[0].needed)

    @property
    def asked_sentence(self) -> str:
        """How many measures need something: "Bij 3 maatregelen schreef de partner ..."."""
        measures = plural(len(self.asked), "maatregel", "maatregelen")
        return f"Bij {measures} schreef de partner wat er nodig is."

    @property
    def contradictions_sentence(self) -> str:
        """How many figures contradict each other, and of how many that is explained."""
        found = self.contradictions or ()
        explained = sum(bool(one.explanation) for one in found)
        times = plural(len(found), "tegenspraak", "tegenspraken")
        verb = "is" if explained < 2 else "zijn"
        told = f"Daarvan {verb} er {number(explained) if explained else 'nog geen'}"
        return f"De controles vonden {times} tussen cijfers. {told} uitgelegd."

    @property
    def definitions(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What is counted and how it is judged, by title."""
        return DEFINITIONS
