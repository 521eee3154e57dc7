"""From evidence to a reading: log-odds are added up, the sum becomes a probability, and that a confidence."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from nhipcau.exchange.columns.calibration import calibrated
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION, Reason

PRIOR: Final[Mapping[str, float]] = {QUESTION: 0.0, IGNORE: -2.5}
"""Log-odds of a meaning before anything is known of a column."""
FIELD_PRIOR: Final = -2.5
"""The same for each of our fields: most questions of a form are its own."""


@dataclass(frozen=True, slots=True)
class MeaningEvidence:
    """What speaks for one meaning of a column: log-odds by where they come from."""

    heading: float = 0.0
    answers: float = 0.0
    memory: float = 0.0
    reason: Reason = ""

    def total(self, meaning: str) -> float:
        return PRIOR.get(meaning, FIELD_PRIOR) + self.heading + self.answers + self.memory


@dataclass(frozen=True, slots=True)
class MeaningReading:
    """What a column is taken to mean, and how sure that is."""

    meaning: str
    confidence: float
    """0 to 1: of columns with 0.9, about nine in ten are right."""
    alternative: str = ""
    reason: Reason = ""


def probabilities(evidence: Mapping[str, MeaningEvidence], unseen: float) -> list[tuple[str, float]]:
    """Return every meaning with its probability, 0 to 1, likeliest first.

    `unseen` is what else it might be that nothing speaks for, in log-odds.
    """
    totals = {meaning: one.total(meaning) for meaning, one in evidence.items()}
    top = max(*totals.values(), unseen)
    shares = {meaning: math.exp(total - top) for meaning, total in totals.items()}
    whole = sum(shares.values()) + math.exp(unseen - top)
    ranked = sorted(shares, key=lambda meaning: (-shares[meaning], meaning))
    return [(meaning, shares[meaning] / whole) for meaning in ranked]


def reading_of(evidence: Mapping[str, MeaningEvidence], unseen: float) -> MeaningReading:
    """Return the likeliest meaning with its confidence, the second best and why."""
    ranked = probabilities(evidence, unseen)
    meaning, share = ranked[0]
    second = ranked[1] if len(ranked) > 1 else ("", 0.0)
    confidence = calibrated(share)
    alternative = second[0] if second[1] >= 0.01 else ""
    return MeaningReading(meaning, confidence, alternative, evidence[meaning].reason)
