"""Sentences about what a measure contributes. They never claim more than the evidence.

A reader takes "leads to" for a fact. So without evidence a sentence says what is expected, and with
evidence it says who found it.
"""

from dataclasses import dataclass

from measures.statuses import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What a card says of the working of a measure."""

    mechanism: str
    evidence: Evidence
    source: str


# Words that say that one thing makes another happen.
CAUSAL = (
    "leidt tot",
    "leiden tot",
    "zorgt voor",
    "zorgen voor",
    "waardoor",
    "dankzij",
    "veroorzaakt",
    "heeft als gevolg",
    "bewijst",
    "vermindert",
    "verlaagt",
    "voorkomt",
)


def sentence(card: Contribution) -> str:
    """One or two sentences for page and report.

    Unknown: "De gedachte achter deze maatregel: <mechanism> Of dat zo werkt, is niet onderzocht."
    Promising: "Er zijn aanwijzingen (<source>), geen bewijs, voor deze gedachte: <mechanism>"
    Proven: "Onderzoek (<source>) ondersteunt deze werking: <mechanism>"
    The mechanism is quoted: it is what people assume, not what the portal asserts. "Proven" without
    a source is treated as unknown.
    """
    mechanism = card.mechanism.strip()
    if not mechanism:
        return ""
    quoted = f"'{mechanism.rstrip('.')}'"
    source = card.source.strip()
    if card.evidence == Evidence.PROVEN and source:
        return f"Onderzoek ({source}) ondersteunt deze werking: {quoted}."
    if card.evidence == Evidence.PROMISING and source:
        return f"Er zijn aanwijzingen ({source}), maar geen bewijs, voor deze gedachte: {quoted}."
    return f"De gedachte achter deze maatregel is: {quoted}. Of dat zo werkt, is niet onderzocht."
