"""The columns of a delivery, the words its cells may use, and the most it may hold."""

import re
from enum import StrEnum

from offensief.lib.folding import fold
from offensief.lib.uploads import DELIVERY

MOST_BYTES = DELIVERY.most_bytes
MOST_LINES = 500_000
MOST_COLUMNS = 200
# Listed for people; all of them are counted.
MOST_LISTED = 1_000
LARGEST_COUNT = 1_000_000


class Field(StrEnum):
    """A column of the long form; the value is what it is called in the documented format."""

    AREA = "gebied"
    LEVEL = "soort gebied"
    PERIOD = "periode"
    START = "van"
    LAST = "tot en met"
    OBJECT = "object"
    OUTCOME = "uitkomst"
    DEFINITION = "definitie"
    COUNT = "aantal"
    LOWER = "ten minste"
    UPPER = "ten hoogste"
    MARK = "kenmerk"
    CONFIDENTIAL = "niet openbaar"
    NOTE = "opmerking"


_OTHER_NAMES = {
    Field.AREA: ("gebiedscode", "gebiedsnaam", "regio", "gemeente", "eenheid", "politie-eenheid",
                 "provincie", "veiligheidsregio", "gemeentenaam", "gebied code", "regionaam"),
    Field.LEVEL: ("niveau", "soort", "gebiedssoort", "regiotype", "soort regio"),
    Field.PERIOD: ("jaar", "maand", "week", "jaar-maand", "kwartaal", "tijdvak", "perioden"),
    Field.START: ("periode van", "vanaf", "begin", "begindatum", "datum van", "startdatum"),
    Field.LAST: ("t/m", "tm", "periode tot en met", "periode t/m", "einddatum", "datum tot en met"),
    Field.OBJECT: ("soort object", "objecttype", "object type", "doelwit", "type"),
    Field.OUTCOME: ("resultaat", "poging/gerealiseerd", "status"),
    Field.DEFINITION: ("definitiecode", "telt"),
    Field.COUNT: ("aantallen", "waarde", "totaal aantal", "telling", "aantal aanslagen"),
    Field.LOWER: ("minimum", "ondergrens", "minstens"),
    Field.UPPER: ("maximum", "bovengrens", "hoogstens"),
    Field.MARK: ("statuscode", "markering"),
    Field.CONFIDENTIAL: ("vertrouwelijk", "geheim"),
    Field.NOTE: ("toelichting", "noot", "opmerkingen"),
}  # fmt: skip
FIELDS = {fold(name): field for field in Field for name in (field, *_OTHER_NAMES[field])}

# The name of a column that says by itself what kind of area its cells hold.
LEVEL_OF_COLUMN = {
    "gemeente": "municipality",
    "gemeentenaam": "municipality",
    "eenheid": "unit",
    "politie-eenheid": "unit",
    "provincie": "province",
    "veiligheidsregio": "safety_region",
}

LEVELS = {
    "land": "country",
    "nederland": "country",
    "eenheid": "unit",
    "politie-eenheid": "unit",
    "politieeenheid": "unit",
    "regionale eenheid": "unit",
    "provincie": "province",
    "veiligheidsregio": "safety_region",
    "gemeente": "municipality",
}

OBJECTS = {
    "totaal": "total",
    "alle": "total",
    "alle objecten": "total",
    "woning": "home",
    "woningen": "home",
    "bedrijf": "business",
    "bedrijven": "business",
    "bedrijfspand": "business",
    "bedrijfspanden": "business",
    "voertuig": "vehicle",
    "voertuigen": "vehicle",
    "infra": "infrastructure",
    "infrastructuur": "infrastructure",
    "overig": "other",
    "overige": "other",
    "overige objecten": "other",
}
OUTCOMES = {
    "totaal": "total",
    "aanslagen en pogingen": "total",
    "pogingen en gerealiseerd": "total",
    "poging": "attempt",
    "pogingen": "attempt",
    "gerealiseerd": "realised",
    "voltooid": "realised",
    "afgegaan": "realised",
}

MARKS = {"geschat": "estimated", "schatting": "estimated", "breuk": "break", "normaal": "normal"}
YES_NO = {"ja": "yes", "nee": "no", "waar": "yes", "onwaar": "no", "j": "yes", "n": "no"}

# Names of columns that point at a person, an address, a vehicle or a case. Such a file is refused
# and wiped: the portal holds counts only (AVG, Wpg; product.md, part 5).
PERSONAL = frozenset((
    "kenteken", "bsn", "burgerservicenummer", "voornaam", "achternaam", "verdachte", "slachtoffer",
    "aangever", "getuige", "geboortedatum", "leeftijd", "geslacht", "nationaliteit", "adres",
    "woonadres", "straat", "straatnaam", "huisnummer", "huisnr", "postcode", "telefoon",
    "telefoonnummer", "mobiel", "email", "mail", "mailadres", "emailadres", "zaaknummer", "zaaknr",
    "bvh", "pvnummer", "dossiernummer", "registratienummer", "incidentnummer", "meldingsnummer",
    "parketnummer", "latitude", "longitude", "breedtegraad", "lengtegraad", "coordinaat",
    "coordinaten", "rdx", "rdy", "imei", "initialen", "persoon", "personen", "verbaal",
    "verdachten", "slachtoffers", "adressen", "kentekens",
))  # fmt: skip


def points_at_a_person(name: str) -> bool:
    """Whether a column with this name may hold facts about people: "Kenteken auto" does."""
    plain = fold(name)
    return plain in {"naam", "namen"} or not PERSONAL.isdisjoint(re.split("[^a-z0-9]+", plain))
