"""Writes docs/statuses.md from measures/statuses.py (make fix); a house test compares the two."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from measures.statuses import (  # noqa: E402 -- the path above makes it importable
    COURSES_THAT_NEED_A_NEXT_STEP,
    PHASE_MOVES,
    PHASES_THAT_NEED_A_RESULT,
    Course,
    Phase,
)

TARGET = ROOT / "docs" / "statuses.md"

OPENING = """\
# Statuses of a measure

Made from `measures/statuses.py` by `make fix`. Do not edit: a test compares page and code.

A measure is judged on two axes that are never mixed in one list: the phase (fase) says how far the
work is, the course (koers) whether it goes as first planned. Only the secretariat changes them, and
every change gives an explanation. A change alters at least one of the two.
"""

PHASES = """\
## Phase (fase)

Staying in a phase is always allowed, so that the course alone can change. A move that is not in the
table is refused.
"""

COURSES = """\
## Course (koers)

Any course may follow any other, in any phase. What differs is what has to be said with it.
"""


def document() -> str:
    """The whole page."""
    return "\n".join([OPENING, PHASES, _diagram(), _phases(), COURSES, _courses()])


def _diagram() -> str:
    names = [f'    state "{phase.label}" as {phase}' for phase in Phase]
    moves = [f"    {start} --> {end}" for start in Phase for end in _in_order(PHASE_MOVES[start])]
    start = f"    [*] --> {Phase.NOT_STARTED}"
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, start, *moves, "```", ""])


def _phases() -> str:
    rows = [
        f"| `{phase}` | {phase.label} | {_labels(PHASE_MOVES[phase])} "
        f"| {'result and its date' if phase in PHASES_THAT_NEED_A_RESULT else ''} |"
        for phase in Phase
    ]
    return _table("| Stored | On screen | May move to | Must be given with it |", rows)


def _courses() -> str:
    rows = [
        f"| `{course}` | {course.label} "
        f"| {'what is needed' if course in COURSES_THAT_NEED_A_NEXT_STEP else ''} |"
        for course in Course
    ]
    return _table("| Stored | On screen | Must be given with it |", rows)


def _table(head: str, rows: list[str]) -> str:
    rule = "|" + "---|" * (head.count("|") - 1)
    # An empty cell is written as in the rest of the docs: with one space.
    return "\n".join([head, rule, *rows, ""]).replace("|  |", "| |")


def _labels(phases: frozenset[Phase]) -> str:
    return ", ".join(phase.label for phase in _in_order(phases))


def _in_order(phases: frozenset[Phase]) -> list[Phase]:
    return [phase for phase in Phase if phase in phases]


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
