"""Sheets whose row of headings was sorted in among the rows, because the spreadsheet took it for one of them."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Final

from nhipcau.common.words import LANGUAGES, text
from nhipcau.workbook import Row, SheetData

_AT_THE_TOP: Final = 20
"""Rows that are looked at for a key: a sheet that has none above its headings is as it was."""


@dataclass(frozen=True, slots=True)
class Mixed(SheetData):
    """A sheet that has rows above its headings, too. `heading` is their place, from 0."""

    heading: int = 0


def with_headings_found(sheets: Iterable[SheetData], keys: Set[str]) -> list[SheetData]:
    """Return the sheets, those marked that have rows with one of the keys above their headings."""
    names = frozenset(text(language, "homecoming.key") for language in LANGUAGES)
    return [_looked_through(sheet, names, keys) for sheet in sheets]


def _looked_through(sheet: SheetData, names: frozenset[str], keys: Set[str]) -> SheetData:
    if type(sheet) is not SheetData or not _has_key_on_top(sheet.rows, names, keys):
        return sheet
    for place, row in enumerate(sheet.rows):
        if any(cell in names for cell in row if isinstance(cell, str)):
            return Mixed(sheet.name, sheet.rows, sheet.hidden, sheet.hidden_rows, sheet.merged, place)
    return sheet


def _has_key_on_top(rows: tuple[Row, ...], names: frozenset[str], keys: Set[str]) -> bool:
    """Whether a row with a key comes before the row of headings."""
    for row in rows[:_AT_THE_TOP]:
        written = {cell for cell in row if isinstance(cell, str)}
        if written & names:
            return False
        if written & keys:
            return True
    return False
