"""What changed since the previous letter: two documents in, the differences out.

Nothing but the two documents is looked at, so anybody who has both can check the chapter. Both
have the shape of `reports.kinds.progress`. For the first edition the earlier one is the plan as it
was published.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from reports.canonical import Document

type Row = Mapping[str, Any]
# By these a figure is the same figure in both documents.
_SAME_FIGURE = ("definition", "area_code", "object", "outcome", "period_start", "period_end")


def differences(before: Document, now: Document) -> Document:
    """Every difference a reader of both would want to know, in the order of the plan."""
    return {
        "answer": _answer(before, now),
        "statuses": list(_statuses(before, now)),
        "leads": list(_leads(before, now)),
        "milestones": list(_milestones(before, now)),
        "decisions": list(_decisions(before, now)),
        "new_measures": [
            _named(m) for m in _measures(now).values() if m["number"] not in _known(before)
        ],
        "ended_measures": [
            ended for ended in now["plan"]["ended"] if ended["number"] in _measures(before)
        ],
        "figures": list(_restated(before, now)),
        "appeared": [_figure(entry) for entry in _only_in(now, before)],
        "vanished": [_figure(entry) for entry in _only_in(before, now)],
        "registers": list(_entries(before, now)),
    }


def _answer(before: Document, now: Document) -> Document | None:
    """The answer to the goal in both, when it is another one."""
    was, told = (_headline(document) for document in (before, now))
    return None if was == told else {"before": was, "now": told}


def _headline(document: Document) -> str:
    target = document["figures"]["target"]
    return str(target["headline"]) if target else ""


def _leads(before: Document, now: Document) -> Iterable[Document]:
    """Measures for which another partner answers."""
    earlier = _measures(before)
    for number, measure in _measures(now).items():
        was = earlier.get(number)
        if was and was["lead"] != measure["lead"]:
            yield {**_named(measure), "before": was["lead"], "now": measure["lead"]}


def _only_in(document: Document, other: Document) -> Iterable[Row]:
    """Figures of one document that the other does not print."""
    known = {_same(entry) for entry in other["provenance"]}
    return (entry for entry in document["provenance"] if _same(entry) not in known)


def _figure(entry: Row) -> Document:
    return {
        "code": entry["code"],
        "what": entry["what"],
        "period_start": entry["period_start"],
        "period_end": entry["period_end"],
        "definition": entry["definition_name"],
        "value": entry["value"],
        "known": entry["known"],
    }


def _measures(document: Document) -> dict[str, Row]:
    return {m["number"]: m for p in document["plan"]["pillars"] for m in p["measures"]}


def _known(document: Document) -> set[str]:
    """Numbers a document speaks of, running or ended."""
    return {*_measures(document), *(ended["number"] for ended in document["plan"]["ended"])}


def _named(measure: Row) -> Document:
    return {"number": measure["number"], "title": measure["title"]}


def _statuses(before: Document, now: Document) -> Iterable[Document]:
    """Measures whose phase or course is another one."""
    earlier = _measures(before)
    for number, measure in _measures(now).items():
        was = earlier.get(number)
        if was and (was["phase"], was["course"]) != (measure["phase"], measure["course"]):
            yield {
                **_named(measure),
                "phase_from": was["phase_label"],
                "phase_to": measure["phase_label"],
                "course_from": was["course_label"],
                "course_to": measure["course_label"],
            }


def _milestones(before: Document, now: Document) -> Iterable[Document]:
    """Milestones that moved, were reached, are new or dropped, each with its measure."""
    earlier = {
        step["id"]: step for m in _measures(before).values() for step in m.get("milestones", ())
    }
    for measure in _measures(now).values():
        for step in measure["milestones"]:
            if told := _step(earlier.get(step["id"]), step):
                yield {**_named(measure), "milestone": step["title"], **told}


def _step(was: Row | None, step: Row) -> Document | None:
    """What happened to a milestone, or None when nothing did."""
    on_before = was["current_on"] if was else step["current_on"]
    happened = {
        "from_on": on_before,
        "to_on": step["current_on"],
        "reason": _reasons(was, step),
    }
    if step["state"] != (was["state"] if was else "open"):
        return {"what": step["state"], **happened, "to_on": step["done_on"] or step["current_on"]}
    if on_before != step["current_on"]:
        return {"what": "moved", **happened}
    return None if was else {"what": "new", **happened}


def _reasons(was: Row | None, step: Row) -> str:
    """Why it moved since: the reasons the earlier document did not have, the first move first."""
    told = was["moves"] if was else []
    since = [move["reason"] for move in step["moves"] if move not in told]
    return " ".join(reason for reason in reversed(since) if reason)


def _decisions(before: Document, now: Document) -> Iterable[Document]:
    """Decisions on measures (added, split, merged, replaced, stopped) not told before."""
    told = {decision["id"] for decision in before["plan"].get("decisions", ())}
    return (d for d in now["plan"]["decisions"] if d["id"] not in told)


def _restated(before: Document, now: Document) -> Iterable[Document]:
    """Figures both documents print, with another value now.

    Two deliveries may speak of the same cell; then it is another one only when none said it.
    """
    earlier: dict[tuple[Any, ...], list[Row]] = {}
    for entry in before["provenance"]:
        earlier.setdefault(_same(entry), []).append(entry)
    for entry in now["provenance"]:
        told = earlier.get(_same(entry), [])
        if told and entry["value"] not in {was["value"] for was in told}:
            yield {
                "code": entry["code"],
                "what": entry["what"],
                "period_start": entry["period_start"],
                "period_end": entry["period_end"],
                "definition": entry["definition_name"],
                "before": told[-1]["value"],
                "now": entry["value"],
                "known_before": told[-1]["known"],
                "known": entry["known"],
            }


def _same(entry: Row) -> tuple[Any, ...]:
    return tuple(entry[part] for part in _SAME_FIGURE)


def _entries(before: Document, now: Document) -> Iterable[Document]:
    """Lines of the registers that were added or stand otherwise."""
    earlier = {e["code"]: e for rows in before["registers"].values() for e in rows}
    for register, rows in now["registers"].items():
        for entry in rows:
            was = earlier.get(entry["code"])
            if was is None or was["state"] != entry["state"]:
                yield {
                    "register": register,
                    "code": entry["code"],
                    "title": entry["title"],
                    "kind": entry["kind_label"],
                    "from": was["state_label"] if was else "",
                    "to": entry["state_label"],
                    "outcome": entry["outcome"],
                }
