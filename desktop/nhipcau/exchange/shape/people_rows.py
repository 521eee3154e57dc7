"""Which rows under the headings are people, and what the others are."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import Any, Final

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.formats.sheet_area import Area, LeftOut, Reason, Rows, filled
from nhipcau.exchange.shape.header_row import is_naming
from nhipcau.exchange.shape.heading_rows import is_for_machines
from nhipcau.exchange.shape.list_footers import foot_of
from nhipcau.exchange.shape.lone_texts import (
    NAME_WORDS,
    answers_nothing,
    is_name_alone,
    is_section,
    is_total,
    title_in,
)
from nhipcau.exchange.shape.merged_cells import Body
from nhipcau.workbook import MergedRange

_SAMPLE: Final = 50
_USUAL: Final = 3
"""Filled cells of a usual row from which one with a single cell is looked at closely."""
_FEWEST_NUMBERED: Final = 2


@dataclass(frozen=True, slots=True)
class FoundRows:
    """The rows of a table that may be people, and those that are not."""

    body: Body
    left_out: tuple[LeftOut, ...]
    doubtful: frozenset[int]
    """Rows of `body` with nothing but one word, which may be somebody's name or a title."""


def rows_under(rows: Rows, area: Area, headings: Sequence[str], merged: Sequence[MergedRange]) -> FoundRows:
    """Return the rows of a table; blank ones are no rows."""
    below = [filled(row) for row in rows[area.above : area.last]]
    judge = _Judge(rows, area, headings, merged, below)
    body: Body = []
    left_out: list[LeftOut] = []
    doubtful: set[int] = set()
    for number, cells in enumerate(below, area.above + 1):
        if not cells:
            continue
        row = rows[number - 1]
        reason = judge.reason(row, cells, number)
        if reason:
            left_out.append(LeftOut(number, reason))
            continue
        body.append((number, row))
        if len(cells) == 1 and judge.is_doubtful(row, cells):
            doubtful.add(number)
    return FoundRows(body, tuple(left_out), frozenset(doubtful))


class _Judge:
    def __init__(
        self, rows: Rows, area: Area, headings: Sequence[str], merged: Sequence[MergedRange], below: Rows
    ) -> None:
        self._heads = [filled(rows[number - 1]) for number in area.headings]
        self._texts = [heading for heading in headings if heading]
        self._first = area.above + 1
        self._merged = merged
        self._names = [index for index, heading in enumerate(headings) if is_naming(heading)]
        self._look_around(rows, area, list(map(len, below)))

    def reason(self, row: Sequence[Any], cells: Sequence[Any], number: int) -> Reason | None:
        """Return why a row is no person; None when it may be one."""
        first = cells[0]
        told = self._told(row, cells, first) if isinstance(first, str) else None
        if told is None and number >= self._foot:
            told = "signature"
        if told is None and number == self._first and len(cells) > 1:
            told = "note" if _explains(cells) else "headings" if answers_nothing(cells) else None
        return told or self._title(row, cells, number)

    def _told(self, row: Sequence[Any], cells: Sequence[Any], first: str) -> Reason | None:
        """Return what a row is that says so itself, wherever it stands."""
        if first[:1] in "{iI" and is_for_machines(row):
            return "machine"
        if cells in self._heads or (len(cells) > 1 and cells == self._texts):
            return "headings"
        return "total" if is_total(cells) else None

    def _title(self, row: Sequence[Any], cells: Sequence[Any], number: int) -> Reason | None:
        if len(cells) == 1 and self._usual >= _USUAL:
            return self._alone(row, cells[0], number)
        if len(cells) == 1:
            return "section" if self._usual > 1 and self._heads_rows(row, cells[0], number) else None
        if len(cells) < self._usual or (len(cells) >= _USUAL and cells[0] == cells[-1]):
            return "section" if title_in(row, cells, self._names) else None
        return None

    def _heads_rows(self, row: Sequence[Any], cell: Any, number: int) -> bool:  # noqa: ANN401 - a cell holds anything
        """Say whether a text alone is a title in a list of two columns, where some may lack the second."""
        if is_section(row, number, self._merged):
            return True
        return isinstance(cell, str) and "@" not in cell and self._has_titles and number in self._titles

    def _alone(self, row: Sequence[Any], cell: Any, number: int) -> Reason | None:  # noqa: ANN401 - a cell holds anything
        if not isinstance(cell, str) or "@" in cell:
            return None
        if is_section(row, number, self._merged):
            return "section"
        if len(cell.split()) > NAME_WORDS[1]:
            return "note"
        if number > self._end and not (self._is_named(row) and is_name_alone(cell)):
            return "note"
        return "section" if self._has_titles and number in self._titles and self._is_named(row) else None

    def _is_named(self, row: Sequence[Any]) -> bool:
        return any(_at(row, index) for index in self._names)

    def is_doubtful(self, row: Sequence[Any], cells: Sequence[Any]) -> bool:
        """Say whether a row with one cell, among others with more, may be a name as well as a title."""
        cell = cells[0]
        if self._usual < _USUAL or not isinstance(cell, str) or "@" in cell:
            return False
        return self._is_named(row) and not is_name_alone(cell)

    def _look_around(self, rows: Rows, area: Area, counts: list[int]) -> None:
        """Note where the people end and a blank row follows, and the lone texts that stand above others' rows."""
        some = list(islice(filter(None, counts), _SAMPLE))
        several = [count for count in some if count > 1]
        self._usual = median(several) if len(several) * 3 > len(some) else 0
        self._foot = foot_of(rows, area.above, area.last, self._names, self._usual)
        del counts[self._foot - 1 - area.above :]
        last = max((place for place, count in enumerate(counts) if count > 1), default=0)
        blank = next((place for place in range(last + 1, len(counts)) if counts[place] == 0), len(counts))
        self._end = area.above + blank
        lone = [place for place in range(len(counts) - 1) if counts[place] == 1 and counts[place + 1] > 1]
        self._titles = {
            area.above + 1 + place
            for place in lone
            if not is_name_alone(text_of(filled(rows[area.above + place])[0]))
        }
        self._has_titles = area.above + 1 in self._titles


def _explains(cells: Sequence[Any]) -> bool:
    """Say whether a row right below the headings numbers them, or says in brackets what to write."""
    texts = [text_of(cell) for cell in cells]
    if all(text.startswith("(") for text in texts):
        return True
    return len(texts) > _FEWEST_NUMBERED and texts == [str(n) for n in range(1, len(texts) + 1)]


def _at(row: Sequence[Any], index: int) -> Any:  # noqa: ANN401 - a cell holds anything
    return row[index] if index < len(row) else None
