"""The axes on which a measure is judged, never mixed in one list, and the moves that are allowed.

Source: product.md 1; Rijks ICT-dashboard for judging course against the first planned date.
"""

from django.db.models import TextChoices


class Phase(TextChoices):
    """How far the carrying out is (fase)."""

    NOT_STARTED = "not_started", "Nog niet gestart"
    PREPARING = "preparing", "In voorbereiding"
    UNDERWAY = "underway", "In uitvoering"
    DELIVERED = "delivered", "Gerealiseerd"
    EMBEDDED = "embedded", "Structureel geborgd"


class Course(TextChoices):
    """Whether it goes as first planned (koers)."""

    NOT_ASSESSED = "not_assessed", "Nog niet beoordeeld"
    ON_TRACK = "on_track", "Op schema"
    NEEDS_ATTENTION = "needs_attention", "Vraagt aandacht"
    DELAYED = "delayed", "Vertraagd"
    BLOCKED = "blocked", "Geblokkeerd"


class Wave(TextChoices):
    """When the plan starts a measure (golf): a fact of the plan, not a status."""

    NOW = "now", "Waarmee wordt gestart"
    PHASED = "phased", "Gefaseerd opgepakt"


class InvolvementRole(TextChoices):
    """What a partner is to a measure."""

    LEAD = "lead", "Trekker"
    EXECUTOR = "executor", "Mede-uitvoerder"
    INVOLVED = "involved", "Betrokken"


# Forward, also past a phase that was not needed, but never straight to embedded: something has to
# be there before it can last. Back one step to mend a mistake, or to take up again what was done.
PHASE_MOVES: dict[Phase, frozenset[Phase]] = {
    Phase.NOT_STARTED: frozenset({Phase.PREPARING, Phase.UNDERWAY, Phase.DELIVERED}),
    Phase.PREPARING: frozenset({Phase.NOT_STARTED, Phase.UNDERWAY, Phase.DELIVERED}),
    Phase.UNDERWAY: frozenset({Phase.PREPARING, Phase.DELIVERED, Phase.EMBEDDED}),
    Phase.DELIVERED: frozenset({Phase.UNDERWAY, Phase.EMBEDDED}),
    Phase.EMBEDDED: frozenset({Phase.UNDERWAY, Phase.DELIVERED}),
}

# A course that is not good needs a reason and what is needed to mend it.
COURSES_THAT_NEED_A_NEXT_STEP = frozenset({Course.NEEDS_ATTENTION, Course.DELAYED, Course.BLOCKED})

# A measure that is done shows what came of it.
PHASES_THAT_NEED_A_RESULT = frozenset({Phase.DELIVERED, Phase.EMBEDDED})


def may_move(start: Phase, end: Phase) -> bool:
    """Staying is always allowed."""
    return start == end or end in PHASE_MOVES[start]
