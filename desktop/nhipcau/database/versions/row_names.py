"""What a row is called, for people: its own name, or the names of the rows it is about."""

from collections.abc import Callable
from typing import Final

from nhipcau.database.versions.ancestry import Key
from nhipcau.database.versions.structure import Row, TableStructure

_NAMES: Final = ("full_name", "name", "wording", "wording_vi", "name_vi", "file_name", "code")
"""The columns that name a row, wherever a table has one of them."""
_DEPTH: Final = 3


class RowNames:
    """Names rows; `row_of` finds any row in whichever version has it."""

    def __init__(self, tables: tuple[TableStructure, ...], row_of: Callable[[Key], Row | None]) -> None:
        self._tables = {table.name: table for table in tables}
        self._row_of = row_of

    def of(self, table: TableStructure, row: Row) -> tuple[str, ...]:
        """Return the name of a row, or the names of what it is about."""
        return tuple(dict.fromkeys(self._names(table, row, _DEPTH)))

    def _names(self, table: TableStructure, row: Row, depth: int) -> list[str]:
        for column in _NAMES:
            name = row.get(column)
            if isinstance(name, str) and name:
                return [name]
        found = []
        for reference in table.references if depth else ():
            value = row[reference.column]
            other = self._row_of((reference.target, value)) if isinstance(value, int) else None
            if reference.part and other is not None:
                found += self._names(self._tables[reference.target], other, depth - 1)
        return found
