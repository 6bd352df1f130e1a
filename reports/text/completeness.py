"""How complete and how certain a report is: who answered, what is missing, on what it rests."""

from collections.abc import Iterable, Sequence
from datetime import date

from offensief.lib.dutch import date_long, enumerate_nl, number, percent, plural
from reports.canonical import Document
from reports.text.printed import Completeness, LastKnown, MissedPartner, Missing, PrintedRound


def read(document: Document) -> Completeness:
    """The counts, the gaps and the round of a document."""
    summary = document["summary"]
    return Completeness(
        progress=summary["sentence"],
        courses=_courses(document["plan"]["courses"], summary["courses"]),
        certainty=_certainty(summary["certainties"]),
        in_order=_in_order(summary),
        missing=tuple(_missing(summary)),
        round=_round(document["round"]) if document["round"] else None,
    )


def _courses(courses: Sequence[Document], counts: Sequence[int]) -> str:
    """The courses that occur: "Koers: 7 nog niet beoordeeld, 13 op schema en 2 vertraagd."."""
    told = [
        f"{number(count)} {course['label'].lower()}"
        for course, count in zip(courses, counts, strict=True)
        if count
    ]
    return f"Koers: {enumerate_nl(told)}." if told else ""


def _certainty(certainties: Sequence[Document]) -> str:
    """On what the statuses rest: "Waarop dat rust: 28 nog geen opgave en 3 bewijsstuk."."""
    told = [f"{number(c['count'])} {c['label'].lower()}" for c in certainties if c["count"]]
    return f"Waarop dat rust: {enumerate_nl(told)}." if told else ""


def _in_order(summary: Document) -> str:
    """How much of what the radar checks is in order; empty in a document without that."""
    share = summary.get("in_order_percent")
    if share is None:
        return ""
    return (
        f"Van alle controles op volledigheid is {percent(share)} in orde. Een maatregel telt "
        "daarin mee met een trekker, een datum, een product en een actuele opgave."
    )


def _missing(summary: Document) -> Iterable[Missing]:
    for kind in summary["gaps"]:
        owners = [
            f"{owner['name']} ({enumerate_nl(owner['numbers'])})"
            for owner in kind.get("owners", ())
        ]
        yield Missing(kind["sentence"], tuple(kind["numbers"]), enumerate_nl(owners))


def _round(told: Document) -> PrintedRound:
    """Who answered in the round and who did not."""
    handed_in = "diende" if told["handed_in"] == 1 else "dienden"
    sentence = (
        f"In de ronde '{told['title']}' zijn {plural(told['asked'], 'partner', 'partners')} "
        f"gevraagd. Daarvan {handed_in} er {number(told['handed_in'])} in"
    )
    if told["late"]:
        sentence += f", van wie {number(told['late'])} te laat"
    answers = f"Over {plural(told['answered'], 'maatregel', 'maatregelen')} kwam een antwoord"
    if told["unchanged"]:
        is_are = "is" if told["unchanged"] == 1 else "zijn"
        answers += f"; daarvan {is_are} er {number(told['unchanged'])} ongewijzigd bevestigd"
    return PrintedRound(
        sentence=f"{sentence}. {answers}.",
        missed=tuple(
            MissedPartner(p["name"], p["reason"], tuple(_last_known(m) for m in p["measures"]))
            for p in told["missed"]
        ),
        not_asked=tuple(_last_known(m) for m in told["not_asked"]),
    )


def _last_known(measure: Document) -> LastKnown:
    day = measure["confirmed_on"]
    return LastKnown(
        measure["number"],
        measure["title"],
        f"{measure['phase_label']}, {measure['course_label'].lower()}",
        date_long(date.fromisoformat(day)) if day else "nooit",
    )
