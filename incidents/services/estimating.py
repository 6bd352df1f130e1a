"""Keeps the outcomes of methods, so that any number in a report can be computed again."""

from datetime import date
from typing import Any

from incidents.methods import METHODS, compute, fingerprint
from incidents.models import Estimate
from incidents.selectors.questions import questions
from incidents.sight import Sight


def keep(method: str, inputs: dict[str, Any], as_of: date) -> None:
    """Compute and keep one outcome. The same question is kept once."""
    version, _ = METHODS[method]
    sha256 = fingerprint(inputs)
    known = Estimate.objects.filter(method=method, method_version=version, input_sha256=sha256)
    if known.exists():
        return
    Estimate.objects.bulk_create(
        [
            Estimate(
                method=method,
                method_version=version,
                input_sha256=sha256,
                as_of=as_of,
                inputs=inputs,
                result=compute(method, inputs),
            )
        ],
        # Somebody else kept it meanwhile: it is the same.
        ignore_conflicts=True,
    )


def keep_estimates(day: date, sight: Sight) -> int:
    """Keep all that pages and reports ask as known on `day`; gives the number of questions."""
    asked = questions(day, sight)
    for method, inputs in asked:
        keep(method, inputs, day)
    return len(asked)


def faulty_estimates() -> list[Estimate]:
    """Kept outcomes of the present methods that come out differently now."""
    return [
        kept
        for kept in Estimate.objects.all()
        if kept.method in METHODS
        and METHODS[kept.method][0] == kept.method_version
        and compute(kept.method, kept.inputs) != kept.result
    ]
