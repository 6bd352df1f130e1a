"""Which registers there are, which fields each uses under which name, and its states and moves.

One table (`RegisterEntry`) holds them all; a field that a register does not use stays empty.
"""

from dataclasses import dataclass, field

from django.db.models import TextChoices


class Register(TextChoices):
    """What kind of thing is tracked."""

    PRODUCT = "product", "Producten"
    STUDY = "study", "Onderzoeksagenda"
    WANTED_STUDY = "wanted_study", "Gewenste onderzoeken"
    COMMITMENT = "commitment", "Moties en toezeggingen"
    BOTTLENECK = "bottleneck", "Knelpunten"
    MEETING = "meeting", "Bijeenkomsten en netwerken"
    INTERNATIONAL = "international", "Internationale stappen"
    GOAL = "goal", "Doelen"
    EXPLORATION = "exploration", "Verkenningen"

    @property
    def slug(self) -> str:
        """The word in the address."""
        return _SLUGS[self]

    @property
    def letter(self) -> str:
        """The letters before the number."""
        return _LETTERS[self]


_SLUGS = {
    Register.PRODUCT: "producten",
    Register.STUDY: "onderzoeken",
    Register.WANTED_STUDY: "gewenste-onderzoeken",
    Register.COMMITMENT: "moties-en-toezeggingen",
    Register.BOTTLENECK: "knelpunten",
    Register.MEETING: "bijeenkomsten",
    Register.INTERNATIONAL: "internationaal",
    Register.GOAL: "doelen",
    Register.EXPLORATION: "verkenningen",
}
_LETTERS = {
    Register.PRODUCT: "P",
    Register.STUDY: "O",
    Register.WANTED_STUDY: "W",
    Register.COMMITMENT: "M",
    Register.BOTTLENECK: "K",
    Register.MEETING: "B",
    Register.INTERNATIONAL: "I",
    Register.GOAL: "D",
    Register.EXPLORATION: "V",
}


class EntryState(TextChoices):
    """Where an entry stands. Each register uses some of these."""

    TO_MAKE = "to_make", "Te maken"
    IN_DEVELOPMENT = "in_development", "In ontwikkeling"
    ISSUED = "issued", "Uitgebracht"
    WITHDRAWN = "withdrawn", "Ingetrokken"
    INTENDED = "intended", "Voorgenomen"
    AWAITING = "awaiting", "Wacht op uitsluitsel"
    APPROVED = "approved", "Goedgekeurd"
    RUNNING = "running", "Lopend"
    COMPLETED = "completed", "Afgerond"
    REJECTED = "rejected", "Afgewezen"
    WANTED = "wanted", "Gewenst"
    COMMISSIONED = "commissioned", "Uitgezet"
    OPEN = "open", "Openstaand"
    IN_PROGRESS = "in_progress", "In behandeling"
    SETTLED = "settled", "Afgedaan"
    RAISED = "raised", "Aangedragen"
    ON_AGENDA = "on_agenda", "Op de agenda"
    DECIDED = "decided", "Besluit genomen"
    PLANNED = "planned", "Gepland"
    HELD = "held", "Gehouden"
    CANCELLED = "cancelled", "Gaat niet door"
    STANDING = "standing", "Bestaat"
    TO_EXPLORE = "to_explore", "Te verkennen"
    EXPLORING = "exploring", "Wordt verkend"
    ADOPTED = "adopted", "Overgenomen"
    DROPPED = "dropped", "Niet voortgezet"
    PURSUED = "pursued", "Wordt nagestreefd"
    ACHIEVED = "achieved", "Bereikt"


# Nothing more is to be done; such an entry has a date, unless the plan gives none.
CLOSED = frozenset(
    {
        EntryState.ISSUED,
        EntryState.WITHDRAWN,
        EntryState.COMPLETED,
        EntryState.REJECTED,
        EntryState.COMMISSIONED,
        EntryState.SETTLED,
        EntryState.HELD,
        EntryState.CANCELLED,
        EntryState.ADOPTED,
        EntryState.DROPPED,
        EntryState.ACHIEVED,
    }
)


class EntryKind(TextChoices):
    """A finer sort inside a register."""

    FRAMEWORK = "framework", "Handelingskader"
    GUIDE = "guide", "Handreiking"
    GUIDELINE = "guideline", "Richtlijn"
    OVERVIEW = "overview", "Overzicht of kaart"
    MATERIAL = "material", "Informatiemateriaal"
    ANALYSIS = "analysis", "Analyse of fenomeenbeeld"
    APPROACH = "approach", "Aanpak of afspraak"
    MOTION = "motion", "Motie"
    PLEDGE = "pledge", "Toezegging"
    LETTER = "letter", "Kamerbrief of bijlage"
    MEETING = "meeting", "Bijeenkomst"
    FIELD_LAB = "field_lab", "Field Lab"
    NETWORK = "network", "Netwerk"
    NON_PAPER = "non_paper", "Non-paper"
    CONFERENCE = "conference", "Conferentie"
    LEGISLATION = "legislation", "Europese regelgeving"
    REDUCTION = "reduction", "Doel van het Offensief"
    COMMUNICATION = "communication", "Communicatiedoel"


_S, _K = EntryState, EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """How one register looks. `fields` are the extra fields it uses with their Dutch names."""

    one: str
    intro: str
    fields: dict[str, str]
    moves: dict[EntryState, frozenset[EntryState]]
    kinds: tuple[EntryKind, ...] = ()
    # Fields that must be filled before a state may be set.
    needs: dict[EntryState, tuple[str, ...]] = field(default_factory=dict)
    required: tuple[str, ...] = ()

    @property
    def states(self) -> tuple[EntryState, ...]:
        """The states of this register, in their order."""
        return tuple(self.moves)


def _to(*states: EntryState) -> frozenset[EntryState]:
    return frozenset(states)


_STUDY_END = _to(_S.COMPLETED, _S.REJECTED)

SPECS: dict[Register, Spec] = {
    Register.PRODUCT: Spec(
        one="product",
        intro="Wat de maatregelen opleveren: kaders, handreikingen, richtlijnen en kaarten.",
        fields={
            "kind": "Soort",
            "owner": "Eigenaar",
            "product_version": "Versie",
            "due_on": "Verwacht op",
            "outcome": "Resultaat of reden",
            "link": "Vindplaats",
        },
        kinds=(
            _K.FRAMEWORK,
            _K.GUIDE,
            _K.GUIDELINE,
            _K.OVERVIEW,
            _K.MATERIAL,
            _K.ANALYSIS,
            _K.APPROACH,
        ),
        moves={
            _S.TO_MAKE: _to(_S.IN_DEVELOPMENT, _S.ISSUED, _S.WITHDRAWN),
            _S.IN_DEVELOPMENT: _to(_S.TO_MAKE, _S.ISSUED, _S.WITHDRAWN),
            _S.ISSUED: _to(_S.IN_DEVELOPMENT, _S.WITHDRAWN),
            _S.WITHDRAWN: _to(_S.IN_DEVELOPMENT, _S.ISSUED),
        },
        required=("kind",),
        needs={_S.ISSUED: ("settled_on",), _S.WITHDRAWN: ("settled_on", "outcome")},
    ),
    Register.STUDY: Spec(
        one="onderzoek",
        intro="Lopende en voorgenomen onderzoeken, en welke maatregel ze dienen.",
        fields={
            "party": "Uitvoerder",
            "owner": "Opdrachtgever",
            "due_on": "Verwacht op",
            "outcome": "Uitkomst",
            "link": "Vindplaats",
        },
        moves={
            _S.INTENDED: _to(_S.AWAITING, _S.APPROVED, _S.RUNNING, _S.REJECTED),
            _S.AWAITING: _to(_S.APPROVED, _S.REJECTED),
            _S.APPROVED: _to(_S.RUNNING, _S.COMPLETED, _S.REJECTED),
            _S.RUNNING: _STUDY_END,
            _S.COMPLETED: _to(_S.RUNNING),
            _S.REJECTED: _to(_S.INTENDED),
        },
        needs={
            _S.COMPLETED: ("settled_on", "outcome"),
            _S.REJECTED: ("settled_on", "outcome"),
        },
    ),
    Register.WANTED_STUDY: Spec(
        one="gewenst onderzoek",
        intro="Witte vlekken in de kennis, op volgorde van belang. Plaats 1 is het belangrijkst.",
        fields={"owner": "Wie is aan zet", "outcome": "Wat ermee gebeurt"},
        moves={
            _S.WANTED: _to(_S.COMMISSIONED, _S.DROPPED),
            _S.COMMISSIONED: _to(_S.WANTED),
            _S.DROPPED: _to(_S.WANTED),
        },
        needs={
            _S.COMMISSIONED: ("settled_on", "outcome"),
            _S.DROPPED: ("settled_on", "outcome"),
        },
    ),
    Register.COMMITMENT: Spec(
        one="motie of toezegging",
        intro="Wat de Tweede Kamer vroeg of kreeg toegezegd, en hoe het ermee staat.",
        fields={
            "kind": "Soort",
            "reference": "Kamerstuk",
            "owner": "Wie is aan zet",
            "due_on": "Uiterlijk op",
            "outcome": "Hoe afgedaan",
            "link": "Andere vindplaats",
        },
        kinds=(_K.MOTION, _K.PLEDGE, _K.LETTER),
        moves={
            _S.OPEN: _to(_S.IN_PROGRESS, _S.SETTLED),
            _S.IN_PROGRESS: _to(_S.OPEN, _S.SETTLED),
            _S.SETTLED: _to(_S.IN_PROGRESS),
        },
        required=("kind",),
        needs={_S.SETTLED: ("settled_on", "outcome")},
    ),
    Register.BOTTLENECK: Spec(
        one="knelpunt",
        intro="Wat partners en gemeenten op de agenda van het Offensief willen.",
        fields={
            "raised_by": "Aangedragen door",
            "meeting": "Voor welke bijeenkomst",
            "owner": "Wie is aan zet",
            "due_on": "Besluit nodig op",
            "outcome": "Besluit",
        },
        moves={
            _S.RAISED: _to(_S.ON_AGENDA, _S.DECIDED, _S.SETTLED, _S.DROPPED),
            _S.ON_AGENDA: _to(_S.RAISED, _S.DECIDED, _S.SETTLED, _S.DROPPED),
            _S.DECIDED: _to(_S.ON_AGENDA, _S.SETTLED),
            _S.SETTLED: _to(_S.ON_AGENDA),
            _S.DROPPED: _to(_S.RAISED),
        },
        needs={
            _S.ON_AGENDA: ("meeting",),
            _S.DECIDED: ("outcome",),
            _S.SETTLED: ("settled_on", "outcome"),
            _S.DROPPED: ("settled_on", "outcome"),
        },
        required=("raised_by",),
    ),
    Register.MEETING: Spec(
        one="bijeenkomst of netwerk",
        intro="Overleggen, Field Labs en netwerken: wanneer, met welke agenda en wat kwam eruit.",
        fields={
            "kind": "Soort",
            "owner": "Organisator",
            "due_on": "Datum",
            "party": "Plaats of deelnemers",
            "outcome": "Wat kwam eruit",
            "link": "Vindplaats",
        },
        kinds=(_K.MEETING, _K.FIELD_LAB, _K.CONFERENCE, _K.NETWORK),
        moves={
            _S.PLANNED: _to(_S.HELD, _S.CANCELLED, _S.STANDING),
            _S.STANDING: _to(_S.CANCELLED),
            _S.HELD: _to(_S.PLANNED),
            _S.CANCELLED: _to(_S.PLANNED, _S.STANDING),
        },
        needs={_S.HELD: ("settled_on", "outcome"), _S.CANCELLED: ("settled_on", "outcome")},
        required=("kind",),
    ),
    Register.INTERNATIONAL: Spec(
        one="internationale stap",
        intro="Non-papers, conferenties en Europese regelgeving.",
        fields={
            "kind": "Soort",
            "party": "Land of forum",
            "owner": "Wie is aan zet",
            "due_on": "Verwacht op",
            "outcome": "Wat kwam eruit",
            "reference": "Kamerstuk",
            "link": "Vindplaats",
        },
        kinds=(_K.NON_PAPER, _K.CONFERENCE, _K.LEGISLATION),
        moves={
            _S.PURSUED: _to(_S.IN_PROGRESS, _S.ACHIEVED, _S.DROPPED),
            _S.IN_PROGRESS: _to(_S.PURSUED, _S.ACHIEVED, _S.DROPPED),
            _S.ACHIEVED: _to(_S.IN_PROGRESS),
            _S.DROPPED: _to(_S.PURSUED),
        },
        needs={
            _S.ACHIEVED: ("settled_on", "outcome"),
            _S.DROPPED: ("settled_on", "outcome"),
        },
        required=("kind",),
    ),
    Register.GOAL: Spec(
        one="doel",
        intro="De doelen van het Offensief en van zijn communicatie, per doelgroep.",
        fields={
            "kind": "Soort",
            "party": "Doelgroep",
            "owner": "Wie is aan zet",
            "due_on": "Te halen op",
            "outcome": "Wat is bereikt",
        },
        kinds=(_K.REDUCTION, _K.COMMUNICATION),
        moves={
            _S.PURSUED: _to(_S.ACHIEVED, _S.DROPPED),
            _S.ACHIEVED: _to(_S.PURSUED),
            _S.DROPPED: _to(_S.PURSUED),
        },
        needs={
            _S.ACHIEVED: ("settled_on", "outcome"),
            _S.DROPPED: ("settled_on", "outcome"),
        },
        required=("kind",),
    ),
    Register.EXPLORATION: Spec(
        one="verkenning",
        intro="Wat het plan buiten de maatregelen om belooft te verkennen.",
        fields={
            "owner": "Wie is aan zet",
            "due_on": "Verwacht op",
            "outcome": "Conclusie",
            "link": "Vindplaats",
        },
        moves={
            _S.TO_EXPLORE: _to(_S.EXPLORING, _S.ADOPTED, _S.DROPPED),
            _S.EXPLORING: _to(_S.TO_EXPLORE, _S.ADOPTED, _S.DROPPED),
            _S.ADOPTED: _to(_S.EXPLORING),
            _S.DROPPED: _to(_S.TO_EXPLORE),
        },
        needs={
            _S.ADOPTED: ("settled_on", "outcome"),
            _S.DROPPED: ("settled_on", "outcome"),
        },
    ),
}


def by_slug(slug: str) -> Register | None:
    """The register of an address, or None."""
    return next((r for r, word in _SLUGS.items() if word == slug), None)
