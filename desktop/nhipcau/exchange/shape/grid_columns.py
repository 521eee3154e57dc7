"""One column for each line of a question, told by what their headings have in common."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from nhipcau.exchange.answers.worded_answers import yes_no
from nhipcau.exchange.columns.heading_meanings import guesses
from nhipcau.exchange.formats.sheet_table import ColumnData
from nhipcau.participants.sheet import BY_CODE

_LINE: Final = re.compile(
    r"^(?P<stem>[^\[\]]*?[\w?)])(?:\s*[:_/|]\s*|\s+[-–—]\s+|(?<=\?)\s+(?!\()|\s+(?=\d{1,3}$))(?P<line>[^\[\]]+)$"
)
_CHOICE: Final = " (choice="
"""Between question and option in the headings of a form service, which end in a bracket."""
_LINES: Final = ("list", "topics")
_FEWEST: Final = 3
_MOST_TICKS: Final = 6


def line_headings(columns: Sequence[ColumnData]) -> tuple[ColumnData, ...]:
    """Return the columns, those ticked for the lines of one question headed `question [line]`, as forms do it."""
    parts = {
        column.index: found
        for column in columns
        if (found := _in_two(column.heading)) is not None and _asks_for_lines(found[0])
    }
    if len(parts) < _FEWEST:
        return tuple(columns)
    ticked = {
        column.index: parts[column.index]
        for column in columns
        if column.index in parts and is_ticked(column, parts[column.index][1])
    }
    many = Counter(stem for stem, _ in ticked.values())
    return tuple(
        replace(
            column, heading=f"{ticked[column.index][0]} [{ticked[column.index][1]}]", written=column.heading
        )
        if column.index in ticked and many[ticked[column.index][0]] >= _FEWEST
        else column
        for column in columns
    )


def _in_two(heading: str) -> tuple[str, str] | None:
    """Return the question and the option that a heading says, without brackets of its own."""
    stem, mark, line = heading.partition(_CHOICE)
    if mark and line.endswith(")"):
        return stem.strip(), line[:-1].strip()
    found = _LINE.match(heading)
    return (found["stem"].strip(), found["line"].strip()) if found else None


def is_ticked(column: ColumnData, line: str) -> bool:
    """Say whether the answers of a column only say yes or no to what heads it."""
    return len(column.counts) <= _MOST_TICKS and all(
        yes_no(text) is not None or text.casefold() == line.casefold() for text in column.counts
    )


def _asks_for_lines(stem: str) -> bool:
    found = guesses(stem)
    return bool(found) and found[0].meaning in BY_CODE and BY_CODE[found[0].meaning].kind in _LINES
