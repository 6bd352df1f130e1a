"""Finds the areas that people mean by a name, however they write it. No Django.

Forgives capitals, accents, signs, "gemeente" before or after the name, the province behind it,
and old, Frisian or everyday names. It never guesses: a name that is only like another is no name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from offensief.lib.folding import fold

# Words that say what kind of area it is, and so belong to no name of that kind.
_LEVEL_WORDS = {
    "municipality": {"gemeente", "gem", "gm"},
    "province": {"provincie", "prov", "pv"},
    "safety_region": {"veiligheidsregio", "regio", "vr"},
    "unit": {"regionale", "politie", "politieenheid", "eenheid", "pe"},
}
# How people write the province behind the name of a place: Hengelo (O.), Bergen NH.
_PROVINCE_MARKS = {
    "PV20": ("gn", "gr", "groningen"),
    "PV21": ("fr", "friesland", "fryslan"),
    "PV22": ("dr", "drenthe"),
    "PV23": ("o", "ov", "overijssel"),
    "PV24": ("fl", "flevoland"),
    "PV25": ("gld", "gelderland"),
    "PV26": ("u", "ut", "utrecht"),
    "PV27": ("nh", "noord holland"),
    "PV28": ("zh", "zuid holland"),
    "PV29": ("z", "zld", "zeeland"),
    "PV30": ("nb", "noord brabant"),
    "PV31": ("l", "lb", "limburg"),
}
# Other names of the same area: everyday, Dutch beside Frisian, and how lists turn them round.
_SAME = {
    "s gravenhage": "den haag",
    "sgravenhage": "den haag",
    "gravenhage s": "den haag",
    "the hague": "den haag",
    "den bosch": "s hertogenbosch",
    "shertogenbosch": "s hertogenbosch",
    "hertogenbosch s": "s hertogenbosch",
    "nuenen": "nuenen gerwen en nederwetten",
    "nuenen ca": "nuenen gerwen en nederwetten",
    "friesland": "fryslan",
    "zuidwest friesland": "sudwest fryslan",
    "sudwest friesland": "sudwest fryslan",
    "noordoost friesland": "noardeast fryslan",
    "noardeast friesland": "noardeast fryslan",
    "de friese meren": "de fryske marren",
    "friese meren": "de fryske marren",
    "fryske marren": "de fryske marren",
    "tietjerksteradeel": "tytsjerksteradiel",
    "dantumadeel": "dantumadiel",
    "ljouwert": "leeuwarden",
    "harns": "harlingen",
    "it hearrenfean": "heerenveen",
    "smellingerlan": "smallingerland",
    "opsterlan": "opsterland",
    "eaststellingwerf": "ooststellingwerf",
    "it amelan": "ameland",
    "skylge": "terschelling",
    "flylan": "vlieland",
    "skiermuntseach": "schiermonnikoog",
    "noord oost gelderland": "noord en oost gelderland",
    "noord limburg": "limburg noord",
    "limburg zuid": "zuid limburg",
    "onbekende": "onbekend",
    "niet bekend": "onbekend",
}


@dataclass(frozen=True, slots=True)
class Place:
    """An area by name; `province` is the code of its province, empty when it has none."""

    code: str
    name: str
    province: str = ""


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Codes of the areas of one level by every name they have; made by `index_names`."""

    level: str
    codes: Mapping[str, tuple[str, ...]]

    def codes_of(self, text: str) -> tuple[str, ...]:
        """Codes the text can mean, in order of code: "Bergen" is two of them, "Berge" none."""
        return self.codes.get(name_key(text, self.level), ())


def name_key(text: str, level: str) -> str:
    """What different ways to write one name have in common.

    Of a municipality "Gemeente 's-Gravenhage" and "DEN HAAG" both give "den haag". Words of
    another level stay: "gemeente Utrecht" is no name of a province.
    """
    bare = re.sub("['\u2018\u2019`.]", "", fold(text)).replace("&", " en ")
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())
    # "a/d", "a.d." and "aan de(n)" are written for one another, as are "st." and "sint".
    plain = re.sub(r"\b(a d|aan den?)\b", "ad", plain)
    plain = re.sub(r"\bst\b", "sint", plain)
    name = _without_level_words(plain, _LEVEL_WORDS.get(level, set()))
    return _SAME.get(name, name)


def index_names(level: str, places: Iterable[Place]) -> NameIndex:
    """All names and codes of the areas of one level.

    With Bergen (NH.) as GM0373 the texts "Bergen", "bergen nh", "Bergen (Noord-Holland)",
    "GM0373" and "373" give its code.
    """
    codes: dict[str, set[str]] = {}
    for place in places:
        for name in _names(place):
            codes.setdefault(name_key(name, level), set()).add(place.code)
    return NameIndex(level, {name: tuple(sorted(found)) for name, found in codes.items()})


def _names(place: Place) -> list[str]:
    bare = re.sub(r"\s*\(.*\)", "", place.name)
    names = [place.name, bare, place.code]
    names += [f"{bare} {mark}" for mark in _PROVINCE_MARKS.get(place.province, ())]
    if found := re.fullmatch(r"GM([0-9]{4})", place.code):
        # Programs that take the code for a number lose its zeros.
        names += [found[1], str(int(found[1]))]
    return names


def _without_level_words(name: str, words: set[str]) -> str:
    parts = name.split()
    if len(parts) > 2 and parts[0] == "de" and parts[1] in words:
        parts = parts[1:]
    while len(parts) > 1 and parts[0] in words:
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in words:
        parts = parts[:-1]
    return " ".join(parts)
