"""One pass over a sheet's XML, before it is parsed: its true size, and what calamine does not tell.

Calamine gives '' for error cells and for formulas saved without their result, and reserves memory for the whole
rectangle up to the farthest cell. Both are found here by patterns over the raw bytes, which costs a tenth of
parsing them. Imported by the child process.
"""

import re
from functools import cache
from typing import NamedTuple

from nhipcau.workbook.limits import Limits, Refused

_ROWS_ALWAYS_FINE = 30_000
_FULL_FAR_CELL = re.compile(rb' r="([A-Z]{2,6})\d+"[^>/]*+(>?)')
_FULL_CELL = re.compile(rb'\br="([A-Z]{1,6})\d+"[^>/]*+(>?)')


def column_number(letters: bytes) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _columns(cells: re.Pattern[bytes], data: bytes) -> set[bytes]:
    return {letters for letters, whole in set(cells.findall(data)) if whole}


class Patterns(NamedTuple):
    """What is looked for in the XML of sheets whose tags have one prefix.

    Those of rows and errors take in the whole of every tag they look at: else a tag begun again and again and never
    ended would be looked through once for every beginning.
    """

    row_number: re.Pattern[bytes]
    hidden: re.Pattern[bytes]
    error_cell: re.Pattern[bytes]
    no_result: re.Pattern[bytes]
    value: re.Pattern[bytes]
    merged: re.Pattern[bytes]


@cache
def patterns(prefix: bytes) -> Patterns:
    """Return the patterns for tags with this prefix, escaped as a pattern."""
    return Patterns(
        *(
            re.compile(pattern.replace(b"~", prefix))
            for pattern in (
                rb'<~row\b(?:[^>]*?\br="(\d{1,10})"[^>]*+|[^>]*+)',
                rb'<~row\b(?:(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d{1,10})"[^>]*+|[^>]*+)',
                rb'<~c\b(?:(?=[^>]*\bt="e")([^>]*+)(?<!/)>((?:[^<]++|<(?!/~c>))*+)|[^>]*+)',
                rb"<~c\b([^<>/]*)>\s*<~f\b[^<>]*?(?:/>|>[^<]*</~f>)\s*+(?:<~v\s*/>|<~v>\s*</~v>)?\s*+</~c>",
                rb"<~v>([^<]*)",
                rb'<~mergeCell\b[^<>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"',
            )
        )
    )


class SheetScan:
    """Fed the XML of one sheet in pieces."""

    def __init__(self, limits: Limits, *, exact: bool = False) -> None:
        self.cells = 0
        self.last_row = 0
        self.width = 0
        self.errors: list[tuple[int, int, str]] = []  # row and column from 0, what the cell shows
        self.hidden_rows: list[int] = []
        self.merged: list[tuple[int, int, int, int]] = []  # top, left, bottom, right, from 1
        self._guessed = False
        self._exact = exact
        self._limits = limits
        self._carry = b""
        self._prefix: bytes | None = None

    def feed(self, data: bytes) -> None:
        if self._prefix is None:
            found = re.search(rb"<(\w+:)?(?:worksheet|chartsheet|dialogsheet)\b", data)
            self._use_prefix((found.group(1) or b"") if found else b"")
        data = self._carry + data
        cut = max(
            data.rfind(self._end_cell) + len(self._end_cell), data.rfind(self._end_row) + len(self._end_row)
        )
        if cut <= len(self._end_row):
            cut = max(data.rfind(b"<"), 0)
        self._carry = data[cut:]
        if len(self._carry) > self._limits.text_run:
            raise Refused("unsafe")
        self._look(data[:cut])

    def finish(self) -> None:
        self._look(self._carry)
        self._carry = b""
        if self.last_row * self.width > self._limits.dense_cells and not self.must_be_exact:
            raise Refused("far_cell", row=self.last_row)

    @property
    def must_be_exact(self) -> bool:
        """Whether the sheet must be looked at again, exactly: so long a sheet may or may not be too wide."""
        return self._guessed and self.last_row * self.width > self._limits.dense_cells

    def _use_prefix(self, prefix: bytes) -> None:
        self._prefix = prefix
        p = re.escape(prefix)
        self._cell, self._row = b"<" + prefix + b"c", b"<" + prefix + b"row"
        self._end_cell, self._end_row = b"</" + prefix + b"c>", b"</" + prefix + b"row>"
        self._formula = b"<" + prefix + b"f"
        self._merge = b"<" + prefix + b"mergeCell "
        self._patterns = patterns(p)

    def _look(self, data: bytes) -> None:
        self._measure(data)
        if b't="e"' in data:
            for attributes, inside in self._patterns.error_cell.findall(data):
                if not attributes:
                    continue
                value = self._patterns.value.search(inside)
                self._note_error(attributes, value.group(1).decode("utf-8", "replace") if value else "#N/A")
        if self._formula in data:
            for attributes in self._patterns.no_result.findall(data):
                if b't="str"' not in attributes and b't="e"' not in attributes:
                    self._note_error(attributes, "no_value")
        if b"hidden=" in data:
            self.hidden_rows.extend(map(int, filter(None, self._patterns.hidden.findall(data))))
        self._note_merged(data)

    def _note_merged(self, data: bytes) -> None:
        if self._merge not in data:
            return
        for left, top, right, bottom in self._patterns.merged.findall(data):
            self.merged.append((int(top), column_number(left), int(bottom), column_number(right)))
        del self.merged[self._limits.merged :]

    def _note_error(self, attributes: bytes, value: str) -> None:
        place = re.search(rb'\br="([A-Z]{1,3})(\d{1,7})"', attributes)
        if place is not None:
            self.errors.append((int(place[2]) - 1, column_number(place[1]) - 1, value))

    def _measure(self, data: bytes) -> None:
        cells = data.count(self._end_cell)
        self.cells += cells
        if self.cells > self._limits.cells:
            raise Refused("too_many_cells")
        farthest = self._last_row_in(data)
        if farthest > _ROWS_ALWAYS_FINE:
            farthest = self._last_full_row(data)
        elif not farthest and cells:  # rows without a number: placed by counting
            farthest = self.last_row + data.count(self._row)
        self.last_row = max(self.last_row, farthest)
        self.width = max(self.width, self._width(data, cells))
        if self.width > self._limits.columns:
            raise Refused("too_many_columns", columns=self.width)

    def _last_full_row(self, data: bytes) -> int:
        """Return the last row with something in it: formatted, empty rows far below are common and harmless."""
        pieces = data.split(self._row)
        full = b"".join(self._row + piece for piece in pieces[1:] if self._end_cell in piece)
        return self._last_row_in(full)

    def _last_row_in(self, data: bytes) -> int:
        return max(map(int, filter(None, self._patterns.row_number.findall(data))), default=0)

    def _width(self, data: bytes, cells: int) -> int:
        """Return the farthest column; one of A to Z is not looked up, and counts as Z, unless asked exactly."""
        if data.count(b' r="') < cells:  # cells without a name: placed by counting
            return max(piece.count(self._end_cell) for piece in data.split(self._row))
        if far := _columns(_FULL_FAR_CELL, data):
            return max(map(column_number, far))
        if not self._exact:
            self._guessed = True
            return 26 if cells else 0
        return max(map(column_number, _columns(_FULL_CELL, data)), default=0)
