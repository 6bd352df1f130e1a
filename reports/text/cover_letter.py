"""A first text for the letter that goes with an edition, from its document alone.

The ministry writes the letter; this gives it the numbers as the edition prints them, so that nobody
has to type them over.
"""

from reports.text.printed import Cover, PrintedEdition

ANNEXES = (
    "Bijlage 1 is de voortgangsrapportage. Bijlage 2 zegt per motie en toezegging wat ermee is "
    "gedaan."
)


def proposal(edition: PrintedEdition) -> str:
    """The letter as a text with empty lines between its paragraphs."""
    answer, cover = edition.answer, edition.cover
    paragraphs = [
        "Geachte voorzitter,",
        _offered(cover),
        _joined(answer.headline, *answer.sentences, *answer.marks),
        _joined(edition.completeness.progress, edition.completeness.courses),
    ]
    if edition.changes:
        paragraphs.append(f"{edition.changes.since} {edition.changes.sentence}")
    if cover.corrects:
        paragraphs.append(
            f"Deze editie corrigeert editie {cover.corrects}. {cover.correction_reason}"
        )
    if edition.registers.commitments:
        paragraphs.append(edition.registers.sentence)
    paragraphs += [
        ANNEXES,
        "De minister van Justitie en Veiligheid,",
    ]
    return "\n\n".join(paragraphs)


def _offered(cover: Cover) -> str:
    return (
        f"Hierbij bied ik uw Kamer de {cover.title} aan (editie {cover.number}), over "
        f"{cover.period}. De cijfers zijn die zoals bekend op {cover.as_of}."
    )


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
