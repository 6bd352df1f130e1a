"""Numbers the portal computes from the figures it prints: each with a code, formula and inputs.

Pure: the figures part of a document in, the computed numbers out. Whoever has the document can do
every sum again (tests/unit/test_computed.py does).
"""

from collections.abc import Iterator
from typing import Any

from offensief.lib.dutch import decimal, number, percent, signed, signed_percent
from reports.canonical import Document

INTERVAL = "exacte 95%-marge van de verhouding van twee aantallen (Clopper-Pearson)"


class _Codes:
    """Hands out R1, R2 and so on."""

    def __init__(self) -> None:
        self._last = 0

    def sum(self, what: str, text: str, formula: str, *inputs: str) -> Document:
        """One computed number."""
        self._last += 1
        return {
            "code": f"R{self._last}",
            "what": what,
            "text": text,
            "formula": formula,
            "inputs": list(inputs),
        }


def computed(figures: Document, provenance: list[Document]) -> list[Document]:
    """Every number in the text that is no count of a delivery, in the order of the report."""
    codes = _Codes()
    by_code = {entry["code"]: entry for entry in provenance}
    objects = _of_split if figures.get("split") else _of_objects
    return [
        *_of_target(figures["target"], codes),
        *_of_pair(figures["same_period"], by_code, codes),
        *objects(figures, codes),
        *_of_units(figures["units"], codes),
    ]


def _of_target(target: Document | None, codes: _Codes) -> Iterator[Document]:
    if target is None:
        return
    base, current = target["baseline"], target["current"]
    less = target["reduction_percent"]
    maximum = codes.sum(
        f"Hoogste aantal dat het doel van {target['year']} toelaat",
        number(target["maximum"]),
        f"{number(base['value'])} min {percent(less)}, naar beneden afgerond op een heel getal",
        base["code"],
    )
    yield maximum
    if current is None:
        return
    over = current["value"] - target["maximum"]
    yield codes.sum(
        f"Aantal van {target['year']} boven of onder het doel",
        number(abs(over)),
        f"{number(current['value'])} min {number(target['maximum'])}",
        current["code"],
        maximum["code"],
    )
    yield from _change(current, base, target["ratio"], codes)


def _of_pair(pair: Document | None, by_code: dict[str, Any], codes: _Codes) -> Iterator[Document]:
    if pair is None:
        return
    current, earlier = (by_code[code] for code in pair["codes"])
    yield from _change(current, earlier, pair.get("ratio"), codes)


def _of_split(figures: Document, codes: _Codes) -> Iterator[Document]:
    """The difference between two years of one way of counting, in total and per type of object."""
    before, after = (figures["split"][side] for side in ("before", "after"))
    was = {part["object_label"]: part for part in [before["total"], *before["parts"]]}
    for count in [after["total"], *after["parts"]]:
        earlier = was.get(count["object_label"])
        if earlier:
            yield codes.sum(
                f"Verschil van {earlier['year']} naar {count['year']}, "
                f"{count['object_label'].lower()}",
                signed(count["value"] - earlier["value"]),
                f"{number(count['value'])} min {number(earlier['value'])}",
                count["code"],
                earlier["code"],
            )


def _of_objects(figures: Document, codes: _Codes) -> Iterator[Document]:
    """Shares of the total of the same year, definition and delivery."""
    for part in figures["objects"]:
        whole = next((year for year in figures["years"] if _is_whole_of(year, part)), None)
        if whole and whole["value"]:
            yield codes.sum(
                f"Aandeel van {part['object_label'].lower()} in {part['year']}",
                percent(100 * part["value"] / whole["value"]),
                f"{number(part['value'])} gedeeld door {number(whole['value'])}",
                part["code"],
                whole["code"],
            )


def _is_whole_of(year: Document, part: Document) -> bool:
    return all(year[name] == part[name] for name in ("year", "definition", "release"))


def _of_units(units: list[Document], codes: _Codes) -> Iterator[Document]:
    for unit in units:
        yield from _change(unit["current"], unit["earlier"], unit["ratio"], codes)


def _change(
    now: Document, before: Document, ratio: Document | None, codes: _Codes
) -> Iterator[Document]:
    """The change between two counts in per cent, and their ratio with its margin."""
    years = f"{before['period_start'][:4]} naar {now['period_start'][:4]}"
    where = now.get("area") or now["what"].rsplit(", ", 1)[-1]
    inputs = (now["code"], before["code"])
    if before["value"]:
        share = 100 * (now["value"] - before["value"]) / before["value"]
        yield codes.sum(
            f"Verandering van {years}, {where}",
            signed_percent(share),
            f"({number(now['value'])} min {number(before['value'])}) "
            f"gedeeld door {number(before['value'])}",
            *inputs,
        )
    if ratio and before["value"]:
        told = [decimal(float(ratio[part]), digits=2) for part in ("ratio", "low", "high")]
        yield codes.sum(
            f"Verhouding van {years}, {where}",
            f"{told[0]} ({told[1]} tot {told[2]})",
            f"{number(now['value'])} gedeeld door {number(before['value'])}; {INTERVAL}",
            *inputs,
        )
