"""The sum of a reading in words."""

from nhipcau.common.words import Words
from nhipcau.exchange.preview.import_plan import State
from nhipcau.exchange.preview.row_accounting import RowSum, Tally


def part_text(state: State, tally: Tally, words: Words) -> str:
    """Return one part of a sum: how many rows, and how many people where that differs."""
    said = words(f"inbox.sum.{state}", n=tally.rows)
    return said if tally.people == tally.rows else words("inbox.sum.people", rows=said, n=tally.people)


def parts_text(total: RowSum, words: Words) -> str:
    """Return what adds up to the rows."""
    return " + ".join(part_text(state, tally, words) for state, tally in total.parts)


def rows_text(numbers: tuple[int, ...]) -> str:
    """Return the numbers of rows, those in a row as a span: `3, 8–12`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join("–".join(map(str, span)) for span in spans)
