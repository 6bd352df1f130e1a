"""The outcome of a method: kept before, or else computed now."""

from typing import Any

from incidents.methods import METHODS, compute, fingerprint
from incidents.models import Estimate
from incidents.selectors.questions import Question


def estimate(method: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """What the method answers to this input. Reading keeps nothing; a task does
    (incidents.services.estimating)."""
    version, _ = METHODS[method]
    kept = Estimate.objects.filter(
        method=method, method_version=version, input_sha256=fingerprint(inputs)
    ).first()
    result: dict[str, Any] = kept.result if kept else compute(method, inputs)
    return result


def answered(question: Question | None) -> dict[str, Any] | None:
    """The answer, None where there is nothing to ask."""
    return estimate(*question) if question else None
