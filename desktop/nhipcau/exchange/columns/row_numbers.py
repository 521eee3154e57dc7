"""Columns that only count their rows, told from the numbers of things."""

from typing import Final

from nhipcau.exchange.columns.evidence_scores import MeaningEvidence
from nhipcau.exchange.columns.heading_grammar import HeadingQuestion
from nhipcau.exchange.formats.reading_terms import IGNORE
from nhipcau.exchange.formats.sheet_table import ColumnData

_NUMBERED: Final = 7.0
_NOT_NUMBERED: Final = -5.0
"""What a column that counts its rows from 0 or 1, or does not, adds to being a row's number."""


def weigh_row_numbers(evidence: dict[str, MeaningEvidence], data: ColumnData, asked: HeadingQuestion) -> None:
    """Weigh whether a column without a telling heading counts its rows."""
    before = evidence.get(IGNORE)
    if data.heading and (before is None or before.reason != "row_numbers"):
        return
    counts = _counts_rows(data)
    identifies = len(data.counts) == data.filled > 2
    bare = identifies and data.heading and asked.has("alone")  # `Card #` is a thing of its own
    weight = _NUMBERED if counts else 2.0 if bare else _NOT_NUMBERED
    if counts or data.heading:
        evidence[IGNORE] = MeaningEvidence(before.heading if before else 0.0, weight, reason="row_numbers")


def _counts_rows(data: ColumnData) -> bool:
    """Say whether the numbers of a column go up by one from row to row."""
    numbers = []
    for cell in data.cells:
        text = data.text_by_cell[cell]
        if not text.isdigit():
            return False
        numbers.append(int(text))
    return (
        bool(numbers)
        and numbers[0] in (0, 1)
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    )
