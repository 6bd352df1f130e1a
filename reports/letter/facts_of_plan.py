"""What an edition says of the plan: how many measures stand how, and every date."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from offensief.lib.dutch import number, percent, period
from offensief.lib.folding import fold
from reports.canonical import Document
from reports.letter.facts import Fact, Row, Topic, day, figures, moment_fact
from reports.letter.kinds import Kind
from reports.letter.moments import moments
from reports.letter.vocabulary import words

# Chapters of the report by their names: their numbers change with what is told.
_FIRST_PAGE = "hoofdstuk 'In één bladzijde'"
_ATTENTION = "hoofdstuk 'Aandachtspunten en knelpunten'"
_PER_PILLAR = "hoofdstuk 'Maatregelen per pijler'"
_COMPLETENESS = "hoofdstuk 'Volledigheid en zekerheid'"
# Too common to tell what a title is about.
_COMMON = words(
    "deze door over voor naar zijn wordt worden het een van met tot uit aanpak explosies "
    "explosieven aanslagen maatregel maatregelen inzet"
)


def facts_of(document: Document) -> tuple[Fact, ...]:
    """Every fact of an edition of schema 3, the figures first."""
    return (*figures(document), *_counts(document), *_round(document), *_moments(document))


def title_words(title: str) -> frozenset[str]:
    """Words by which a sentence shows that it speaks of this title."""
    words = re.findall(r"[^\W\d_]{4,}", fold(title))
    return frozenset(word for word in words if word not in _COMMON)


def _measures(value: int, what: str, where: str, *words: str, object_: str = "total") -> Fact:
    return Fact(
        topic=Topic.MEASURES,
        kind=Kind.COUNT,
        what=what,
        printed=number(value),
        value=Decimal(value),
        where=where,
        words=tuple(frozenset(group.split("|")) for group in words),
        object=object_,
    )


def _counts(document: Document) -> Iterator[Fact]:
    """Counts of measures: all of them, per phase, per course, per pillar."""
    plan, summary = document["plan"], document["summary"]
    yield _measures(summary["measures"], "maatregelen die lopen", _FIRST_PAGE)
    done = "gerealiseerd of geborgd"
    yield _measures(summary["done"], f"maatregelen {done}", _FIRST_PAGE, done)
    for axis in ("phases", "courses"):
        for state, value in zip(plan[axis], summary[axis], strict=True):
            label = fold(state["label"])
            yield _measures(value, f"maatregelen '{label}'", _FIRST_PAGE, label)
    attention = "vraagt aandacht, vertraagd of geblokkeerd"
    yield _measures(
        len(summary["attention"]), f"maatregelen die aandacht vragen ({attention})", _ATTENTION,
        "aandachtspunten",
    )  # fmt: skip
    for pillar in plan["pillars"]:
        what = f"maatregelen in pijler {pillar['number']} {pillar['title']}"
        yield _measures(len(pillar["measures"]), what, _PER_PILLAR, object_=fold(pillar["title"]))
    if (share := summary.get("in_order_percent")) is not None:
        yield Fact(
            topic=Topic.COMPLETE,
            kind=Kind.PERCENT,
            what="controles op volledigheid die in orde zijn",
            printed=percent(share),
            value=Decimal(share),
            where=_COMPLETENESS,
            words=_groups("volledigheid|controles", "orde"),
        )


def _round(document: Document) -> Iterator[Fact]:
    """Who answered in the round."""
    told = document["round"]
    if not told:
        return
    for name, what, said in (
        ("asked", "partners die zijn gevraagd", "gevraagd"),
        ("handed_in", "partners die indienden", "dienden|diende|ingediend"),
        ("late", "partners die te laat indienden", "laat dienden|diende|ingediend|indienden"),
    ):
        yield Fact(
            topic=Topic.PARTNERS,
            kind=Kind.COUNT,
            what=what,
            printed=number(told[name]),
            value=Decimal(told[name]),
            where=_COMPLETENESS,
            words=_groups(*said.split()),
        )


def _moments(document: Document) -> Iterator[Fact]:
    yield from _of_edition(document)
    yield from _of_deliveries(document["provenance"])
    for pillar in document["plan"]["pillars"]:
        for measure in pillar["measures"]:
            yield from _of_measure(measure)
    for rows in document["registers"].values():
        for entry in rows:
            yield from _of_entry(entry)


def _of_edition(document: Document) -> Iterator[Fact]:
    """The days of the edition itself."""
    front = "eerste bladzijde"
    yield moment_fact(
        "peildatum van de cijfers", document["figures_as_of"], where=front,
        words=_groups("peildatum|peildag", "cijfers"),
    )  # fmt: skip
    yield moment_fact(
        "stand van de maatregelen", document["standing_on"], where=front,
        words=_groups("stand|peildatum", "maatregelen"),
    )  # fmt: skip
    if offered := document["plan"]["offered_on"]:
        yield moment_fact(
            "aanbieding van het actieplan", offered, where=front,
            words=_groups("actieplan|plan", "aangeboden|aanbieding|aanbood|gestuurd|toegestuurd"),
        )  # fmt: skip
    start, last = day(document["period"]["start"]), day(document["period"]["end"])
    after = date.fromordinal(last.toordinal() + 1)
    yield Fact(
        topic=Topic.MOMENT, kind=Kind.PERIOD, what="periode van de rapportage", where=front,
        printed=period(start, after), first=start, after=after,
        words=_groups("periode|rapportage|voortgangsrapportage|verslag|brief"),
    )  # fmt: skip


def _groups(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split("|")) for group in groups)


def _of_deliveries(provenance: list[Document]) -> Iterator[Fact]:
    """When the figures were established, each delivery once."""
    told: dict[str, Any] = {}
    for entry in provenance:
        told.setdefault(entry["release"], entry)
    for entry in told.values():
        known = moments(entry["known"])
        if len(known) == 1 and known[0].kind is Kind.DAY and known[0].first:
            yield moment_fact(
                f"peildatum van '{entry['release_title']}'", known[0].first.isoformat(),
                code=entry["code"], words=_groups("peildatum|peildag", "levering"),
            )  # fmt: skip


def _of_measure(measure: Row) -> Iterator[Fact]:
    code = f"S{measure['number']}"
    where = f"maatregel {measure['number']}"
    for step in measure["milestones"]:
        on = step["done_on"] or step["current_on"]
        what = f"mijlpaal '{step['title']}' van maatregel {measure['number']}"
        yield moment_fact(
            what, on, code=code, where=where, title=title_words(step["title"]),
            is_done=bool(step["done_on"]),
        )  # fmt: skip
    for update in measure["updates"]:
        if on := update["result_on"]:
            yield moment_fact(
                f"resultaat van maatregel {measure['number']}", on, code=code, where=where,
                title=title_words(update["result"]) | title_words(measure["title"]), is_done=True,
            )  # fmt: skip


def _of_entry(entry: Row) -> Iterator[Fact]:
    due = None if entry["settled_on"] else False
    for name, what, is_done in (("due_on", "uiterlijk", due), ("settled_on", "afgedaan op", True)):
        if on := entry[name]:
            yield moment_fact(
                f"{entry['title']}: {what}", on, code=entry["code"],
                title=title_words(entry["title"]), is_done=is_done,
            )  # fmt: skip
