"""What a column's heading alone suggests; what the answers add is weighed in `exchange.columns`."""

from functools import lru_cache
from typing import Final

from nhipcau.exchange.columns.evidence_scores import MeaningEvidence, MeaningReading, probabilities
from nhipcau.exchange.columns.heading import HeadingParts, heading_of, without_number
from nhipcau.exchange.columns.heading_clues import heading_clues
from nhipcau.exchange.columns.heading_grammar import asked_in
from nhipcau.exchange.formats.reading_terms import QUESTION
from nhipcau.participants.sheet import BY_CODE

__all__ = ["Guess", "HeadingParts", "guesses", "heading_of", "is_known", "without_number"]

_CERTAIN: Final = 0.985
_LEAST: Final = 0.4
"""Probability, 0 to 1, from which a heading suggests anything."""


Guess = MeaningReading
"""A meaning that a heading suggests; its confidence is 1 where the heading names the thing outright."""


@lru_cache(maxsize=8192)
def guesses(raw: str) -> tuple[Guess, ...]:
    """Return the fields that a heading suggests, most likely first; none where it asks a question of its own."""
    if not raw.strip():
        return ()
    evidence = {QUESTION: MeaningEvidence()} | {
        meaning: MeaningEvidence(clue.weight, reason=clue.reason)
        for meaning, clue in heading_clues(asked_in(raw)).items()
    }
    ranked = probabilities(evidence, -4.0)
    if ranked[0][0] == QUESTION or ranked[0][1] < _LEAST:
        return ()
    return tuple(
        Guess(meaning, 1.0 if share >= _CERTAIN else round(share, 2))
        for meaning, share in ranked
        if meaning != QUESTION and share >= 0.02
    )


@lru_cache(maxsize=8192)
def is_known(raw: str) -> bool:
    """Say whether a text heads a column as files usually do."""
    if len(raw) > 300:
        return False
    found = guesses(raw)
    asked = asked_in(raw)
    if asked.unknown * 3 > asked.words:
        return False
    if not found or not (found[0].meaning in BY_CODE or len(raw) < 40):
        return False
    # `Mentor's name` heads the names of those who answer or of whom they wish for: a heading it is either way.
    names = found[0].meaning == "full_name" and sum(one.confidence for one in found) >= 0.65
    return names or found[0].confidence >= 0.8
