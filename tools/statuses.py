"""Writes docs/statuses.md from the tables of moves (make fix); a house test compares the two."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from django.db.models import TextChoices  # noqa: E402 -- the path above makes ours importable

from measures import registers, statuses  # noqa: E402
from measures.rounds import states as rounds  # noqa: E402
from measures.statuses import Phase  # noqa: E402

TARGET = ROOT / "docs" / "statuses.md"

OPENING = """\
# Statuses

Made from `measures/statuses.py`, `measures/registers.py` and `measures/rounds/states.py` by
`make fix`. Do not edit: a test compares page and code. Staying where you are is always allowed; a
move that is not in a table is refused.

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

ROUNDS = """\
# States of a round

Every step is an event; the state follows from the steps (`measures/rounds/lifecycle.py`), never
from the day of today. Late is not a state: it is kept with the signature.
"""

ROUND = """\
## Round (uitvraag)

Opening happens by itself at the planned moment, or by hand. Closing asks that every submission is
approved or called missing. Freezing asks released figures whose sums match.
"""

SUBMISSION = """\
## Submission (inzending)

One per partner and round, there from the opening. After a return the way back leads to "returned"
and the next signature to "resubmitted".
"""

ANSWER = """\
## Answer (antwoord)

One per measure and round. A partner writes until the signature; after a return only where a
question was asked.
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
            ROUNDS,
            ROUND,
            _steps(rounds.ROUND_STEPS, rounds.RoundState.CONCEPT),
            SUBMISSION,
            _steps(rounds.SUBMISSION_STEPS, rounds.SubmissionState.NOT_STARTED),
            ANSWER,
            _steps(rounds.ANSWER_STEPS, rounds.AnswerState.OPEN),
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


def _steps[S: TextChoices](steps: rounds.Moves[S], first: S) -> str:
    """What can happen, as a picture and as a table."""
    states = type(first)
    moves = {(a, b) for step in steps.values() for a, b in step.items() if a != b}
    arrows = [f"    {a} --> {b}" for a in states for b in states if (a, b) in moves]
    names = [f'    state "{state.label}" as {state}' for state in states]
    rows = [
        f"| `{step}` | {step.label} | {', '.join(s.label for s in states if s in found)} "
        f"| {_ends(found, states)} |"
        for step, found in steps.items()
    ]
    head = "| Stored | On screen | From | To |"
    picture = ["```mermaid", "stateDiagram-v2", *names, f"    [*] --> {first}", *arrows, "```", ""]
    return "\n".join([*picture, head, "|---|---|---|---|", *rows, ""])


def _ends[S: TextChoices](moves: Mapping[S, S], states: type[S]) -> str:
    """Where a step leads; "stays" when it changes no state."""
    ends = {end for start, end in moves.items() if start != end}
    return ", ".join(s.label for s in states if s in ends) or "stays"


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
