"""The words by which a sentence says what a number is about.

What is not listed here is strange to the check: with a strange word beside it a small number or a
share never "klopt" and no number ever "wijkt af".
"""

import re
from enum import StrEnum


class Mark(StrEnum):
    """What a stretch of words tells."""

    THING = "thing"
    OBJECT = "object"
    OUTCOME = "outcome"
    LEVEL = "level"
    AREA = "area"
    CHANGE = "change"
    TARGET = "target"
    RATE = "rate"
    SUBSET = "subset"
    OPEN = "open"
    NATIONAL = "national"
    # Something that is not so, or not so yet.
    UNREAL = "unreal"


ATTACK, INCIDENT, EXPLOSION, MEASURE, PARTNER = (
    "aanslag", "incident", "explosie", "maatregel", "partner",
)  # fmt: skip
UP, DOWN = "1", "-1"
_ATTEMPT = r"poging(?:en)?"
_ATTACKS = r"aanslag(?:en)?"

# In this order: what comes first takes its words.
WORDS: tuple[tuple[Mark, str, str], ...] = (
    (Mark.THING, ATTACK, rf"{_ATTACKS}\s(?:en|of)\s{_ATTEMPT}(?:\sdaartoe)?"),
    (Mark.THING, ATTACK, rf"\(?{_ATTEMPT}\)?\s(?:en|of)\s(?:gerealiseerde\s)?{_ATTACKS}"),
    (
        Mark.THING,
        ATTACK,
        rf"\((?:{_ATTEMPT})(?:\stot(?:\seen)?)?\)\s?(?:tot\s(?:een\s)?)?{_ATTACKS}",
    ),
    (Mark.OUTCOME, "attempt", rf"{_ATTEMPT}(?:\stot(?:\seen)?)?(?:\s{_ATTACKS})?"),
    (Mark.OUTCOME, "realised", rf"(?:gerealiseerde|gelukte|geslaagde|voltooide)\s{_ATTACKS}"),
    (Mark.THING, ATTACK, _ATTACKS),
    (Mark.THING, INCIDENT, r"incident(?:en)?"),
    (Mark.THING, EXPLOSION, r"explosies?|ontploffing(?:en)?"),
    (Mark.THING, MEASURE, r"maatregel(?:en)?"),
    (Mark.THING, PARTNER, r"partners?"),
    (Mark.OBJECT, "home", r"woning(?:en)?|woningexplosies|huizen|woonhuizen"),
    (Mark.OBJECT, "business", r"bedrijf|bedrijven|bedrijfspand(?:en)?"),
    (Mark.OBJECT, "vehicle", r"voertuig(?:en)?"),
    (Mark.OBJECT, "infrastructure", r"infra(?:structuur)?"),
    (Mark.OBJECT, "other", r"overige(?:\sobjecten)?"),
    (Mark.LEVEL, "unit", r"(?:politie-?)?eenhe(?:id|den)|politieregio(?:[\u2019']?s)?"),
    (
        Mark.LEVEL,
        "elsewhere",
        (
            r"gemeenten?|provincies?|veiligheidsregio(?:[\u2019']s)?|wijk(?:en)?|stad|steden|regio(?:[\u2019']s)?|"
            r"districten|buurt(?:en)?|land(?:en)?|randstad|buitenland|europa|europese|duitse|belgische|"
            r"zweedse|g4|g40"
        ),
    ),
    (Mark.NATIONAL, "nl", r"(?:heel\s)?nederland|landelijke?|in\sons\sland"),
    (
        Mark.RATE,
        "rate",
        r"gemiddelde?|per\s\w+|dagelijks|wekelijks|maandelijks|elke|iedere|jaarlijks",
    ),
    (
        Mark.SUBSET,
        "part",
        r"waarvan|daarvan|hiervan|waaronder|onder\swie|van\swie|van\sdeze|andere|nog\seens",
    ),
    (
        Mark.OPEN,
        "open",
        r"(?:sinds|vanaf|sedert|na|tot\sen\smet|t/m|tot|tussen)(?=\s(?:\w+\s)?20\d\d)",
    ),
    (
        Mark.UNREAL,
        "unreal",
        (
            r"niet|geen|nooit|verwacht(?:en|te|ing)?|naar\sverwachting|prognose|raming|voorspel(?:t|d|ling)|"
            r"hopen|hoopt|zou(?:den)?|zullen|zal|kan|kunnen|wil(?:len)?|moet(?:en)?|mogelijk|wellicht"
        ),
    ),
    (
        Mark.TARGET,
        "goal",
        (
            r"doel(?:en|stelling(?:en)?)?|ambitie(?:niveau)?|streven|streeft|streefgetal|streefwaarde|"
            r"toelaat"
        ),
    ),
    (Mark.TARGET, "limit", r"maximum|plafond"),
    (
        Mark.CHANGE,
        UP,
        (
            r"toename|toegenomen|nam(?:en)?\stoe|neemt\stoe|toe|stijging|gestegen|steeg|stegen|stijgt|"
            r"groei(?:de)?|gegroeid|hoger|meer|boven|toegevoegd|extra|erbij"
        ),
    ),
    (
        Mark.CHANGE,
        DOWN,
        (
            r"afname|afgenomen|nam(?:en)?\saf|neemt\saf|daling|gedaald|daalde(?:n)?|daalt|minder|lager|"
            r"onder|vermindering|verminderd|verminderen|reductie|verlaging|af"
        ),
    ),
)
COMPILED = tuple(
    (mark, value, re.compile(rf"(?<![\w-])(?:{words})(?![^\W\d]|-)", re.IGNORECASE))
    for mark, value, words in WORDS
)


def words(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


# Words that change nothing about what a number beside them means.
PLAIN = words(
    """
    de het een dit dat deze die er van in op te en of ook is was waren zijn werd werden wordt worden
    ten opzichte voor over met bij door aan uit om als dan dus tegen tegenover naar tot per
    aantal aantallen totaal totale jaar jaren heel hele vorig vorige eerder vergeleken
    vergelijking telde telden tellen telt geteld bedroeg bedraagt bedroegen bedragen kwam kwamen
    komt
    vond vonden vindt vinden plaats plaatsgevonden geregistreerd geregistreerde heeft hebben had
    hadden ging gaat om zo wel nu nog al maar liefst slechts precies exact ongeveer bijna ruim circa
    explosieven explosief voorlopig voorlopige definitief definitieve cijfer cijfers lfct politie
    gepleegd gepleegde wij we ons onze zij ze hun men daarmee hiermee daar hier toen
    nam namen neemt percentage procent aandeel deel alle allemaal totaal-aantal stand stonden staat
    staan gericht getroffen gevolgd lijst aanvoerder meeste respectievelijk namelijk ofwel
    hoogstens ten minste tenminste minste maximaal minimaal meer minder actieplan plan aanpak
    offensief
    telling verslag nieuwe jaarcijfer jaartotaal totaalaantal zich bestaat bevat
    betrof betreft betrekking zogenoemde zogeheten helaas wederom opnieuw weer echter inmiddels
    namelijk immers ook hoge hoog laag lage hoogste laagste ooit afgelopen voorgaande ongekend
    duidelijk uiteindelijk daarnaast bovendien landelijk meest vaakst eveneens sprake daarmee
    blijkt bleek bleken zien zagen ziet laat laten noemt noemen gemeld gemelde officieel officiële
    ruime krappe afgerond bijgewerkt bekend publiceerde gepubliceerd rapporteerde jaarlijkse
    voerde voeren aan lijst uitkomen uitgekomen kwamen heel ons land waarmee verslagjaar
    classificeren geclassificeerd
    """
)
# Words of a measure's place in the plan.
PLAIN_OF_MEASURES = words(
    """
    lopen loopt lopende pijler pijlers zes fase koers eind einde peildatum inmiddels uitgevoerd
    afgerond gestart niet nog geen in uitvoering voorbereiding verdeeld gerealiseerd geborgd
    structureel schema vertraagd geblokkeerd vraagt vragen aandacht beoordeeld
    """
)
