"""Rows that are no people, told to people."""

from collections.abc import Iterable, Sequence

from nhipcau.common.words import Words
from nhipcau.exchange.shape.area import LeftOut

_MOST_RUNS = 4


def left_out_text(words: Words, left_out: Sequence[LeftOut]) -> str:
    """Return which rows are left out and why, on one line; empty where none is."""
    rows: dict[str, list[int]] = {}
    for one in left_out:
        rows.setdefault(one.reason, []).append(one.row)
    said = [
        words(f"inbox.left.{reason}", n=len(numbers), rows=row_runs(numbers))
        for reason, numbers in rows.items()
    ]
    return words("inbox.sheet.left_out", reasons="; ".join(said)) if said else ""


def row_runs(numbers: Iterable[int]) -> str:
    """Return row numbers as people write them, `3, 7–59`; of many runs the first."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    texts = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    return ", ".join(texts[:_MOST_RUNS] + ["…"] * (len(texts) > _MOST_RUNS))
