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


class Decision(TextChoices):
    """Whether the measure still counts (besluit). Changes only by a succession."""

    ACTIVE = "active", "Actief"
    LAPSED = "lapsed", "Vervallen"
    MERGED = "merged", "Samengevoegd"
    REPLACED = "replaced", "Vervangen"


class Certainty(TextChoices):
    """On what the status rests (zekerheid)."""

    NONE = "none", "Nog geen opgave"
    STATED = "stated", "Opgave partner"
    CHECKED = "checked", "Getoetst door secretariaat"
    EVIDENCED = "evidenced", "Bewijsstuk"


class Voice(TextChoices):
    """Whose view an update is."""

    PARTNER = "partner", "Partner"
    SECRETARIAT = "secretariat", "Secretariaat"


class MilestoneState(TextChoices):
    """Where a milestone is. Too late is not a state: it follows from the date."""

    OPEN = "open", "Open"
    DONE = "done", "Behaald"
    DROPPED = "dropped", "Vervallen"


class SuccessionKind(TextChoices):
    """What happened to measures."""

    ADD = "add", "Toegevoegd"
    SPLIT = "split", "Gesplitst"
    MERGE = "merge", "Samengevoegd"
    REPLACE = "replace", "Vervangen"
    STOP = "stop", "Gestopt"
    RESUME = "resume", "Hervat"


class Evidence(TextChoices):
    """How sure it is that a measure does what it is meant to do."""

    PROVEN = "proven", "Bewezen"
    PROMISING = "promising", "Kansrijk"
    UNKNOWN = "unknown", "Onbekend"


class Verdict(TextChoices):
    """What practice taught."""

    WORKS = "works", "Werkt"
    FAILS = "fails", "Werkt niet"
    ADJUSTED = "adjusted", "Bijgesteld"


class Aim(TextChoices):
    """Kind of object that a measure protects."""

    HOME = "home", "Woningen"
    BUSINESS = "business", "Bedrijven"
    VEHICLE = "vehicle", "Voertuigen"
    OTHER = "other", "Overige objecten"


class ScriptRole(TextChoices):
    """Roles in the crime script (Actieplan, l.828-840)."""

    CLIENT = "client", "Opdrachtgever"
    BROKER = "broker", "Broker"
    RECRUITER = "recruiter", "Ronselaar"
    PERPETRATOR = "perpetrator", "Uitvoerder"


class ScriptPhase(TextChoices):
    """Steps of an attack, from motive to aftermath."""

    MOTIVE = "motive", "Aanleiding en opdracht"
    RECRUITMENT = "recruitment", "Ronselen"
    PREPARATION = "preparation", "Voorbereiding"
    EXECUTION = "execution", "Uitvoering"
    AFTERMATH = "aftermath", "Nasleep"


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

# Low to high: a partner may go down by itself, up only by the secretariat.
COURSES_WORST_FIRST = (
    Course.BLOCKED,
    Course.DELAYED,
    Course.NEEDS_ATTENTION,
    Course.ON_TRACK,
)

# Every course may follow every other; only "not yet assessed" is never gone back to.
COURSE_MOVES: dict[Course, frozenset[Course]] = {
    start: frozenset(COURSES_WORST_FIRST) - {start} for start in Course
}

# What is decided stays decided, except that a stopped measure may be taken up again.
DECISION_MOVES: dict[Decision, frozenset[Decision]] = {
    Decision.ACTIVE: frozenset({Decision.LAPSED, Decision.MERGED, Decision.REPLACED}),
    Decision.LAPSED: frozenset({Decision.ACTIVE}),
    Decision.MERGED: frozenset(),
    Decision.REPLACED: frozenset(),
}

# A word of a partner makes it a statement again; the secretariat checks it or sees the evidence.
CERTAINTY_MOVES: dict[Certainty, frozenset[Certainty]] = {
    Certainty.NONE: frozenset({Certainty.STATED, Certainty.CHECKED, Certainty.EVIDENCED}),
    Certainty.STATED: frozenset({Certainty.CHECKED, Certainty.EVIDENCED}),
    Certainty.CHECKED: frozenset({Certainty.STATED, Certainty.EVIDENCED}),
    Certainty.EVIDENCED: frozenset({Certainty.STATED, Certainty.CHECKED}),
}

# A dropped milestone may be taken up again; a done one was perhaps not done after all.
MILESTONE_MOVES: dict[MilestoneState, frozenset[MilestoneState]] = {
    MilestoneState.OPEN: frozenset({MilestoneState.DONE, MilestoneState.DROPPED}),
    MilestoneState.DONE: frozenset({MilestoneState.OPEN}),
    MilestoneState.DROPPED: frozenset({MilestoneState.OPEN}),
}

# What becomes of the measures a succession starts from.
DECISION_AFTER: dict[SuccessionKind, Decision] = {
    SuccessionKind.SPLIT: Decision.REPLACED,
    SuccessionKind.MERGE: Decision.MERGED,
    SuccessionKind.REPLACE: Decision.REPLACED,
    SuccessionKind.STOP: Decision.LAPSED,
    SuccessionKind.RESUME: Decision.ACTIVE,
}

# "Proven" and "promising" are claims of a source, never of us.
EVIDENCE_THAT_NEEDS_A_SOURCE = frozenset({Evidence.PROVEN, Evidence.PROMISING})

# A course that is not good needs a reason and what is needed to mend it.
COURSES_THAT_NEED_A_NEXT_STEP = frozenset({Course.NEEDS_ATTENTION, Course.DELAYED, Course.BLOCKED})

# A measure that is done shows what came of it.
PHASES_THAT_NEED_A_RESULT = frozenset({Phase.DELIVERED, Phase.EMBEDDED})


def may_move[S: TextChoices](moves: dict[S, frozenset[S]], start: S, end: S) -> bool:
    """Staying is always allowed."""
    return start == end or end in moves[start]


def is_lower(course: Course, than: Course) -> bool:
    """True when a course is worse. Against "not yet assessed" only a bad course is lower."""
    if Course.NOT_ASSESSED in {course, than}:
        return course in COURSES_THAT_NEED_A_NEXT_STEP
    return COURSES_WORST_FIRST.index(course) < COURSES_WORST_FIRST.index(than)
