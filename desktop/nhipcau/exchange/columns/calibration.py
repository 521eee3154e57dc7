"""From the probability that adding up evidence gives to how often such readings are right."""

from itertools import pairwise
from typing import Final

_POINTS: Final = ((0.0, 0.0), (1.0, 1.0))
"""Probability and share of right readings, each 0 to 1, measured over labelled headings; between them a line."""


def calibrated(probability: float) -> float:
    """Return the confidence, 0 to 1, of a reading with this probability."""
    for (low, below), (high, above) in pairwise(_POINTS):
        if probability <= high:
            return round(below + (above - below) * (probability - low) / (high - low), 3)
    return _POINTS[-1][1]
