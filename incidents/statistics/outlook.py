"""How many events are still to come: negative binomials, mixed over what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A weighted mixture of negative binomials, given by shape and mean, in events to come.

    The variance of each is mean + mean²/shape; weights sum to 1.
    """

    shapes: Values
    means: Values
    weights: Values

    def at_most(self, events: int) -> float:
        """Chance (0-1) of at most so many events: shape 1 and mean 1 give 0.5 for 0 events.

        Fewer than none has chance 0.
        """
        return float(self._at_most(np.array([float(events)]))[0])

    def quantiles(self, chances: Sequence[float]) -> list[int]:
        """Smallest number of events that is not passed with at least each chance.

        Shape 1 and mean 1: 0, 1 and 3 for 0.5, 0.75 and 0.9. Raises ValueError for a chance that
        does not lie between 0 and 1.
        """
        wanted = np.asarray(chances, dtype=float)
        if not ((wanted > 0) & (wanted < 1)).all():
            raise ValueError("A chance lies between 0 and 1.")
        low, high = np.full(len(wanted), -1.0), np.full(len(wanted), 1.0)
        while (short := self._at_most(high) < wanted).any():
            low, high = np.where(short, high, low), np.where(short, 2 * high, high)
        while (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            enough = self._at_most(middle) >= wanted
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        return [int(events) for events in high]

    def _at_most(self, events: Values) -> Values:
        column = events[:, np.newaxis]
        odds = self.shapes / (self.shapes + self.means)
        below = np.where(column < 0, 0.0, betainc(self.shapes, np.maximum(column, 0) + 1, odds))
        return np.asarray(below @ self.weights)


def mixed_outlook(a: Outlook, b: Outlook) -> Outlook:
    """Both outlooks with equal weight."""
    return Outlook(
        shapes=np.concatenate([a.shapes, b.shapes]),
        means=np.concatenate([a.means, b.means]),
        weights=np.concatenate([a.weights, b.weights]) / 2,
    )
