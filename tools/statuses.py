"""Writes docs/statuses.md from the tables of moves (make fix); a house test compares the two."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from django.db.models import TextChoices  # noqa: E402 -- the path above makes ours importable

from measures import registers, statuses  # noqa: E402
from measures.statuses import Phase  # noqa: E402

TARGET = ROOT / "docs" / "statuses.md"

OPENING = """\
# Statuses

Made from `measures/statuses.py` and `measures/registers.py` by `make fix`. Do not edit: a test
compares page and code. Staying where you are is always allowed; a move that is not in a table is
refused.

A measure is judged on independent axes that are never mixed in one list: the phase (fase) says how
far the work is, the course (koers) whether it goes as first planned, the decision (besluit) whether
the measure still counts, the certainty (zekerheid) on what the status rests. A fifth one, how
recent the last word is (actualiteit), follows from its date and is never stored.
"""

PHASES = """\
## Phase (fase)

Changed by the secretariat, with an explanation.
"""

COURSES = """\
## Course (koers)

Judged against the first planned dates: with an open milestone later than first planned, "on track"
is refused. A partner may lower the course by itself; raising it is for the secretariat. Both views
are kept.
"""

DECISIONS = """\
## Decision (besluit)

Changes only by a succession, with its day and reason: stopping, splitting, merging, replacing or
resuming.
"""

CERTAINTIES = """\
## Certainty (zekerheid)

A word of a partner makes it a statement again. Evidence needs a place where it can be seen.
"""

MILESTONES = """\
## Milestone (mijlpaal)

Whether an open milestone is late follows from its dates and is never stored. Every move of a date
is kept with its reason.
"""

REGISTERS = """\
# States of the registers

What must be given is asked when an entry is brought to that state by a person; what the plan itself
gives may lack a date.
"""


def document() -> str:
    """The whole page."""
    result = dict.fromkeys(statuses.PHASES_THAT_NEED_A_RESULT, "result, its date and place")
    needed = dict.fromkeys(statuses.COURSES_THAT_NEED_A_NEXT_STEP, "what is needed")
    place = {statuses.Certainty.EVIDENCED: "link, product or document"}
    return "\n".join(
        [
            OPENING,
            PHASES,
            _diagram(statuses.PHASE_MOVES, Phase.NOT_STARTED),
            _table(statuses.PHASE_MOVES, result),
            COURSES,
            _table(statuses.COURSE_MOVES, needed),
            DECISIONS,
            _table(statuses.DECISION_MOVES, {}),
            CERTAINTIES,
            _table(statuses.CERTAINTY_MOVES, place),
            MILESTONES,
            _table(statuses.MILESTONE_MOVES, {statuses.MilestoneState.DONE: "day it was done"}),
            REGISTERS,
            *_registers(),
        ]
    )


def _registers() -> Iterable[str]:
    for register, spec in registers.SPECS.items():
        names = {**spec.fields, "settled_on": "Afgedaan op"}
        needs = {
            state: ", ".join(names[name].lower() for name in fields)
            for state, fields in spec.needs.items()
        }
        yield f"## {register.label}\n"
        yield _table(spec.moves, needs)


def _diagram[S: TextChoices](moves: Mapping[S, frozenset[S]], first: S) -> str:
    names = [f'    state "{state.label}" as {state}' for state in moves]
    arrows = [f"    {start} --> {end}" for start in moves for end in _in_order(moves, start)]
    return "\n".join(
        ["```mermaid", "stateDiagram-v2", *names, f"    [*] --> {first}", *arrows, "```", ""]
    )


def _table[S: TextChoices](moves: Mapping[S, frozenset[S]], needs: Mapping[S, str]) -> str:
    rows = [
        f"| `{state}` | {state.label} | {', '.join(s.label for s in _in_order(moves, state))} "
        f"| {needs.get(state, '')} |"
        for state in moves
    ]
    head = "| Stored | On screen | May move to | Must be given with it |"
    # An empty cell is written as in the rest of the docs: with one space.
    return "\n".join([head, "|---|---|---|---|", *rows, ""]).replace("|  |", "| |")


def _in_order[S: TextChoices](moves: Mapping[S, frozenset[S]], start: S) -> list[S]:
    return [state for state in moves if state in moves[start]]


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
