"""Where each printed figure comes from: a code per figure, its delivery and who let it go.

No names of people: an edition is published (docs/decisions/0038). Who they were is in the trail.
"""

from typing import Any

from django.utils import timezone

from incidents.models import Release
from incidents.selectors.figures import Known
from offensief.lib.dutch import date_long

LOADED = "Met het portaal meegeleverd, uit een openbare bron"


class Provenance:
    """Hands out a code per source figure; the annex lists them (herkomst per getal)."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, ...], dict[str, Any]] = {}

    def code(self, known: Known) -> str:
        """The code of this figure, the same one every time: C1, C2 and so on."""
        entry = self._entries.setdefault(
            (known.release, known.key), {"code": f"C{len(self._entries) + 1}", **_origin(known)}
        )
        return str(entry["code"])

    def entries(self) -> list[dict[str, Any]]:
        """All figures used, in the order of their codes, each with who let it go and when."""
        used = {entry["release"] for entry in self._entries.values()}
        approved = {r.code: _approval(r) for r in Release.objects.filter(code__in=used)}
        return [
            {**entry, "approved": approved[entry["release"]]} for entry in self._entries.values()
        ]


def _approval(release: Release) -> str:
    if release.released_by_id is None:
        return LOADED
    day = date_long(timezone.localdate(release.loaded_at))
    return f"Vrijgegeven op {day}, door een ander dan wie het aanbood"


def _origin(known: Known) -> dict[str, Any]:
    return {
        "value": known.value,
        "printed": known.printed,
        "what": f"{known.object_type.label}, {known.outcome.label.lower()}, {known.area}",
        "period_start": known.period_start.isoformat(),
        "period_end": known.period_end.isoformat(),
        "definition": known.definition,
        "definition_name": known.definition_name,
        "area_code": known.area_code,
        "object": known.object_type.value,
        "outcome": known.outcome.value,
        "provisional": known.is_provisional,
        "source": known.source,
        "address": known.address,
        "locator": known.locator,
        "release": known.release,
        "release_title": known.release_title,
        "known": known.known,
        "status": known.status,
    }
