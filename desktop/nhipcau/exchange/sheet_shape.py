"""Why no people are read from a sheet: what its shape says before anything of it is understood."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from nhipcau.exchange.headings import guesses, is_known
from nhipcau.exchange.table import ColumnData, Table
from nhipcau.exchange.values import date_parts, role_named, text_of, yes_no
from nhipcau.mail.addresses import says_address

if TYPE_CHECKING:
    from nhipcau.workbook import SheetData

Why = Literal["", "hidden", "empty", "no_headings", "no_people", "two_tables", "pairs"]
"""Empty where people are read. `two_tables`: another table with headings of its own stands below. `pairs`: a row is a
pair, not a person."""
_MOST_OF_A_HEADING: Final = 300
_NAMING: Final = frozenset({"full_name", "first_name", "last_name", "email", "employee_code"})


def shape_trouble(sheet: "SheetData", table: Table) -> Why:
    """Return what about a sheet's shape would make people of it that are none; empty where nothing does."""
    if _has_table_below(sheet, table):
        return "two_tables"
    return "pairs" if _lists_pairs(table) else ""


def _has_table_below(sheet: "SheetData", table: Table) -> bool:
    headings = _texts(sheet.rows[table.header_row - 1])
    before: list[str] = []
    for row in sheet.rows[table.header_row :]:
        texts = _texts(row)
        # The same headings again are those of the next printed page, unless a title above says whose they are.
        if texts and _are_headings(row, texts) and (texts != headings or len(before) == 1):
            return True
        before = texts or before
    return False


def _texts(row: Sequence[Any]) -> list[str]:
    return [text for cell in row if (text := text_of(cell))]


def _are_headings(row: Sequence[Any], texts: list[str]) -> bool:
    if len(texts) < 2 or any(cell is not None and not isinstance(cell, str) for cell in row):
        return False
    if any(len(text) > _MOST_OF_A_HEADING or date_parts(text) or says_address(text) for text in texts):
        return False
    known = [text for text in texts if is_known(text)]
    names_people = any(
        guess.meaning in _NAMING and guess.confidence == 1 for text in known for guess in guesses(text)
    )
    return names_people and len(known) >= 2 and len(known) * 2 >= len(texts)


def _lists_pairs(table: Table) -> bool:
    """Say whether one column names mentors and another mentees."""
    named = {
        role for column in table.columns if (role := role_named(column.heading)) and _holds_names(column)
    }
    return {"mentor", "mentee"} <= named


def _holds_names(column: ColumnData) -> bool:
    words = [text for text in column.counts if yes_no(text) is None and not says_address(text)]
    names = [text for text in words if 2 <= len(text.split()) <= 6 and text[:1].isupper()]
    return len(column.heading.split()) <= 5 and bool(names) and len(names) * 2 > len(column.counts)
