"""Definitions and methods, as the annex of every form of a report tells them."""

# Title and paragraphs.
DEFINITIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Wat wordt geteld",
        (
            (
                "Een '(poging tot) aanslag' is een aanslag met een explosief, of een poging "
                "daartoe. Een 'incident met explosieven' is ruimer: daar horen ook plofkraken "
                "en gevonden explosieven bij."
            ),
            (
                "Cijfers met een verschillende definitie vergelijken we niet met elkaar. Een "
                "deel van het verschil komt dan door de manier van tellen. Daarom staat er "
                "nooit een percentage tussen twee definities."
            ),
        ),
    ),
    (
        "Peildatum en voorlopige cijfers",
        (
            (
                "De peildatum is de dag waarop de telling is opgemaakt. Na die dag komen er "
                "vaak nog meldingen bij. Een cijfer met een sterretje (*) is voorlopig."
            ),
        ),
    ),
    (
        "Wat het interval zegt",
        (
            (
                "Aantallen schommelen ook als er niets verandert. Het 95%-interval laat zien "
                "tussen welke waarden de echte verhouding tussen twee jaren waarschijnlijk "
                "ligt. Ligt de waarde 1 in het interval, dan kan het verschil toeval zijn. Het "
                "interval is exact berekend uit de twee aantallen. Komen aanslagen vaak in "
                "reeksen voor, dan is de echte marge groter."
            ),
            (
                "Of het doel is gehaald, is een andere vraag. Daarvoor telt alleen of het "
                "aantal hoogstens zo hoog is als het maximum."
            ),
        ),
    ),
    (
        "Fase en koers",
        (
            (
                "De fase zegt hoe ver de uitvoering is. De koers zegt of het gaat zoals eerst "
                "gepland. Beide berusten op wat partners opgeven."
            ),
        ),
    ),
    (
        "Edities en correcties",
        (
            (
                "Een vastgestelde editie verandert nooit. Een fout wordt hersteld met een "
                "nieuwe editie. Die zegt wat er fout was, en de oude blijft leesbaar."
            ),
        ),
    ),
)
