"""What kind of object changed: the part of each in a change, and whether the mix shifted."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from incidents.statistics.counts import RateRatio, rate_ratio
from incidents.statistics.verdicts import Change, change_wording

# Below this expected count in a cell the chi-square is only roughly right (Cochran 1954).
LEAST_EXPECTED = 5


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one kind of object did between two periods of equal length.

    `difference` is in counts; over all kinds they sum to the change of the whole. `ratio` and
    `change` are None when both counts are zero.
    """

    key: str
    before: int
    after: int
    difference: int
    ratio: RateRatio | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class MixShift:
    """Pearson's chi-square of "the mix stayed the same".

    `reliable` is whether every expected count is at least 5; otherwise the p-value is rough.
    """

    chi_square: float
    degrees: int
    p_value: float
    reliable: bool


def contributions(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[Contribution, ...]:
    """Split a change over kinds of object, in the order of `before`.

    2023 to 2024: homes 599 to 1119 are +520 of the +642; businesses 195 to 230 have ratio 1.18
    [0.97, 1.43], NOT_DISTINGUISHABLE. Periods are equally long. Raises ValueError when the kinds
    differ or a count is negative.
    """
    _refuse_unequal(before, after)
    return tuple(_contribution(key, before[key], after[key]) for key in before)


def mix_shift(before: Mapping[str, int], after: Mapping[str, int]) -> MixShift:
    """Whether the shares of the kinds changed more than chance allows, whatever the totals did.

    599, 195, 85 and 22 against 1119, 230, 154 and 40: chi-square 18.0213 with 3 degrees of freedom,
    p 0.00044. Assumes independent events; a series of attacks on one kind makes the p-value too
    small. Kinds with two zeros are left out. Raises ValueError when the kinds differ, a count is
    negative, a period is empty or fewer than two kinds are left.
    """
    _refuse_unequal(before, after)
    kept = [key for key in before if before[key] or after[key]]
    table = np.array([[counts[key] for key in kept] for counts in (before, after)], dtype=float)
    if len(kept) < 2 or not table.sum(axis=1).all():
        raise ValueError("A mix needs two kinds of object and events in both periods.")
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    chi_square = float(((table - expected) ** 2 / expected).sum())
    degrees = len(kept) - 1
    return MixShift(
        chi_square=chi_square,
        degrees=degrees,
        p_value=float(chdtrc(degrees, chi_square)),
        reliable=bool((expected >= LEAST_EXPECTED).all()),
    )


def _contribution(key: str, before: int, after: int) -> Contribution:
    ratio = rate_ratio(after, 1, before, 1) if before or after else None
    change = change_wording(ratio) if ratio else None
    return Contribution(key, before, after, after - before, ratio, change)


def _refuse_unequal(before: Mapping[str, int], after: Mapping[str, int]) -> None:
    if set(before) != set(after):
        raise ValueError("Both periods must count the same kinds of object.")
    if any(count < 0 for counts in (before, after) for count in counts.values()):
        raise ValueError("A count cannot be negative.")
