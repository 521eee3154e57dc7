"""One pass over a sheet's XML, before it is parsed: its true size, and what calamine does not tell.

Calamine gives '' for error cells and for formulas saved without their result, and reserves memory for the whole
rectangle up to the farthest cell. Both are found here by patterns over the raw bytes, which costs a tenth of
parsing them. Imported by the child process.
"""

import re

from nhipcau.workbook.limits import Limits, Refused

_ROWS_ALWAYS_FINE = 30_000


def column_number(letters: bytes) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class SheetScan:
    """Fed the XML of one sheet in pieces."""

    def __init__(self, limits: Limits) -> None:
        self.cells = 0
        self.tags = 0
        self.last_row = 0
        self.width = 0
        self.errors: list[tuple[int, int, str]] = []  # row and column from 0, what the cell shows
        self.hidden_rows: list[int] = []
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
        if self.last_row * self.width > self._limits.dense_cells:
            raise Refused("far_cell", row=self.last_row)

    def _use_prefix(self, prefix: bytes) -> None:
        self._prefix = prefix
        p = re.escape(prefix)
        self._cell, self._row = b"<" + prefix + b"c", b"<" + prefix + b"row"
        self._end_cell, self._end_row = b"</" + prefix + b"c>", b"</" + prefix + b"row>"
        self._formula = b"<" + prefix + b"f"
        self._row_number = re.compile(rb"<" + p + rb'row\b[^>]*?\br="(\d{1,10})"')
        self._hidden = re.compile(rb"<" + p + rb'row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d{1,10})"')
        self._full_cell = re.compile(rb'\br="([A-Z]{1,6})\d+"[^>/]*>')
        self._error_cell = re.compile(rb"<" + p + rb'c\b([^>]*\bt="e"[^>/]*)>(.*?)</' + p + rb"c>", re.S)
        self._no_result = re.compile(
            (
                rb"<~c\b([^>/]*)>\s*<~f\b[^>]*?(?:/>|>[^<]*</~f>)\s*"
                rb"(?:<~v\s*/>|<~v>\s*</~v>)?\s*</~c>"
            ).replace(b"~", p)
        )
        self._value = re.compile(rb"<" + p + rb"v>([^<]*)")

    def _look(self, data: bytes) -> None:
        self._measure(data)
        if b't="e"' in data:
            for attributes, inside in self._error_cell.findall(data):
                value = self._value.search(inside)
                self._note_error(attributes, value.group(1).decode("utf-8", "replace") if value else "#N/A")
        if self._formula in data:
            for attributes in self._no_result.findall(data):
                if b't="str"' not in attributes and b't="e"' not in attributes:
                    self._note_error(attributes, "no_value")
        if b"hidden=" in data:
            self.hidden_rows.extend(int(number) for number in self._hidden.findall(data))

    def _note_error(self, attributes: bytes, value: str) -> None:
        place = re.search(rb'\br="([A-Z]{1,3})(\d{1,7})"', attributes)
        if place is not None:
            self.errors.append((int(place[2]) - 1, column_number(place[1]) - 1, value))

    def _measure(self, data: bytes) -> None:
        self.tags += data.count(self._cell) + data.count(self._row)
        self.cells += data.count(self._end_cell)
        if self.cells > self._limits.cells or self.tags > self._limits.tags:
            raise Refused("too_many_cells")
        columns = set(self._full_cell.findall(data))
        pieces = data.split(self._row)
        by_name = max(map(column_number, columns), default=0)
        self.width = max(self.width, by_name, *(piece.count(self._end_cell) for piece in pieces))
        if self.width > self._limits.columns:
            raise Refused("too_many_columns", columns=self.width)
        numbers = [int(number) for number in self._row_number.findall(data)]
        farthest = max(numbers, default=0)
        if farthest > _ROWS_ALWAYS_FINE:
            # Formatted but empty rows far below are common and harmless: only rows with something in them count.
            full = b"".join(self._row + piece for piece in pieces[1:] if self._end_cell in piece)
            farthest = max(map(int, self._row_number.findall(full)), default=0)
        self.last_row = max(self.last_row, farthest)
