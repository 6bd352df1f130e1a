"""Which areas there are on a day, and which one is meant by a name or code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from incidents.area_names import NameIndex, Place, index_names
from incidents.models import Area, AreaLevel
from offensief.lib.dutch import date_long
from offensief.lib.refusals import Refused


class AreaNotFound(Refused):
    """A name or code is no area, no area on that day, or more than one."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All areas of one level with their names: made once, it finds the areas of many lines."""

    level: AreaLevel
    areas: Mapping[str, Area]
    names: NameIndex

    def find(self, name_or_code: str, day: date) -> Area:
        """The one area that is meant and existed on `day`.

        Raises AreaNotFound with a Dutch sentence that says why not: "Brielle is per 1 januari
        2023 opgegaan in Voorne aan Zee. Kies een gebied dat op 1 mei 2024 bestaat."
        """
        meant = [self.areas[code] for code in self.names.codes_of(name_or_code)]
        if not meant:
            raise AreaNotFound(
                f"{self.level.label} '{name_or_code}' kennen we niet. "
                "Controleer de naam of gebruik de code."
            )
        there = [area for area in meant if _exists_on(area, day)]
        if len(there) == 1:
            return there[0]
        if there:
            names = " of ".join(f"{area.name} ({area.code})" for area in there)
            raise AreaNotFound(f"'{name_or_code}' kan {names} zijn. Gebruik de code.")
        raise AreaNotFound(
            f"{_why_not(meant[0], day)} Kies een gebied dat op {date_long(day)} bestaat."
        )


def gazetteer(level: AreaLevel) -> Gazetteer:
    """Every area of this level, also those that ended, with all its names. One query."""
    areas = {
        area.code: area
        for area in Area.objects.of_level(level).select_related(
            "parent__parent", "province", "merged_into"
        )
    }
    places = [
        Place(area.code, area.name, area.province.code if area.province else "")
        for area in areas.values()
    ]
    return Gazetteer(level, areas, index_names(level, places))


def areas_valid_on(day: date, level: AreaLevel) -> tuple[Area, ...]:
    """Areas of a level that existed on `day`, by name; the one for "not known" comes last.

    On 1 January 2023 there are 342 municipalities and GM-ONBEKEND.
    """
    found = Area.objects.of_level(level).valid_on(day).select_related("parent", "province")
    return tuple(sorted(found, key=lambda area: (area.is_unknown, area.name)))


def find_area(name_or_code: str, level: AreaLevel, day: date) -> Area:
    """The area of this level that is meant on `day`: "gemeente Den Bosch" is GM0796.

    Raises AreaNotFound. For many names at once, make a `gazetteer`.
    """
    return gazetteer(level).find(name_or_code, day)


def _exists_on(area: Area, day: date) -> bool:
    return (area.valid_from or date.min) <= day < (area.valid_until or date.max)


def _why_not(area: Area, day: date) -> str:
    if area.valid_from and day < area.valid_from:
        return f"{area.name} bestaat pas vanaf {date_long(area.valid_from)}."
    if area.valid_until is None:
        raise ValueError("This area does exist on that day.")
    if area.merged_into:
        return (
            f"{area.name} is per {date_long(area.valid_until)} opgegaan in {area.merged_into.name}."
        )
    return f"{area.name} bestaat sinds {date_long(area.valid_until)} niet meer."
