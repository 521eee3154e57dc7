"""From the probability that adding up evidence gives to how often such readings are right."""

from itertools import pairwise
from typing import Final

_POINTS: Final = (
    (0.0, 0.0),
    (0.5, 0.3),
    (0.65, 0.5),
    (0.75, 0.7),
    (0.82, 0.8),
    (0.93, 0.9),
    (0.97, 0.95),
    (1.0, 0.98),
)
"""Probability and share of right readings, each 0 to 1, measured over labelled headings; between them a line."""


def calibrated(probability: float) -> float:
    """Return the confidence, 0 to 1, of a reading with this probability."""
    for (low, below), (high, above) in pairwise(_POINTS):
        if probability <= high:
            return round(below + (above - below) * (probability - low) / (high - low), 3)
    return _POINTS[-1][1]
