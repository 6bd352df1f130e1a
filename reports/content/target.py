"""The target in a document: the answer, the counts of its year, the outlook, and what it bears."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from incidents import wording
from incidents.selectors.estimates import answered
from incidents.selectors.figures import ATTACKS
from incidents.selectors.questions import share_question, week_question
from incidents.selectors.target import TargetStanding, Variant, share_marks, target_page
from incidents.sight import Sight
from incidents.statistics.comparing import Comparison
from reports.canonical import Document
from reports.content.counts import count_part, ratio_part
from reports.content.provenance import Provenance
from reports.selectors.outlook import outlook_sentences
from reports.selectors.target import in_series

_BAND = ("median", "low_80", "high_80", "low_95", "high_95")


def target_part(standing: TargetStanding, provenance: Provenance) -> Document:
    """The answer, as dashboards and editions give it."""
    said, found = wording.answer(standing), standing.comparison
    return {
        "year": standing.year,
        "reduction_percent": standing.reduction_percent,
        "maximum": standing.maximum,
        "locator": standing.locator,
        "baseline": count_part(standing.baseline, provenance),
        "current": count_part(standing.current, provenance) if standing.current else None,
        "so_far": count_part(standing.so_far, provenance) if standing.so_far else None,
        "ratio": ratio_part(found.ratio) if isinstance(found, Comparison) and found.ratio else None,
        "verdict": said.verdict,
        "headline": said.headline,
        "sentences": list(said.sentences),
        "marks": list(said.marks),
    }


def target_detail(year: int, day: date, sight: Sight, provenance: Provenance) -> Document | None:
    """What an edition tells on top of that: the path, the outlook, and what the number bears."""
    page = target_page(year, day, sight)
    if page is None:
        return None
    standing = page.standing
    return {
        "course": [count_part(known, provenance) for known in page.course],
        "outlook": _outlook(standing, day, sight),
        "series": in_series(standing),
        "bears": list(
            wording.what_a_count_bears(standing.baseline.value, standing.reduction_percent)
        ),
        "variants": [_variant(variant) for variant in page.variants],
    }


def _outlook(standing: TargetStanding, day: date, sight: Sight) -> Document | None:
    """What is expected at the end of the year and when that was computed; None once it is over."""
    if standing.current:
        return None
    weeks = answered(week_question(standing.year, ATTACKS, day, sight, maximum=standing.maximum))
    if weeks:
        sentences = list(outlook_sentences(weeks, standing.year, day))
        return {"computed_on": day.isoformat(), "sentences": sentences, "band": _band(weeks)}
    share = answered(share_question(standing))
    if share is None:
        return None
    told = wording.share_sentence(share["prediction"], standing.year, standing.baseline.year)
    return {
        "computed_on": day.isoformat(),
        "sentences": [told, share["reason"], *share_marks(standing)],
        "band": None,
    }


def _band(weeks: Mapping[str, Any]) -> Document:
    return {name: round(weeks["mixture"][name]) for name in _BAND}


def _variant(variant: Variant) -> Document:
    return {
        "name": variant.name,
        "why": variant.why,
        "baseline": variant.baseline,
        "maximum": variant.maximum,
    }
