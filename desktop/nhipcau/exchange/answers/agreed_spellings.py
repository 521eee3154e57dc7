"""Departments, places and levels as the organisation has agreed to write them."""

from collections.abc import Mapping
from dataclasses import replace

from nhipcau.exchange.formats.column_mapping import ColumnReading, SheetReading, Understanding

Spellings = Mapping[str, Mapping[str, str]]


def with_spellings(understanding: Understanding, spellings: Spellings) -> Understanding:
    """Return the reading in which merged spellings stand for the one kept; what somebody has corrected stays."""
    if not any(spellings.values()):
        return understanding
    sheets = tuple(_sheet(understanding, sheet, spellings) for sheet in understanding.sheets)
    return Understanding(sheets, understanding.tables)


def _sheet(understanding: Understanding, sheet: SheetReading, spellings: Spellings) -> SheetReading:
    table = understanding.table_of(sheet)
    if table is None or not sheet.used:
        return sheet
    counts = {data.index: data.counts for data in table.columns}
    columns = tuple(
        _column(column, counts.get(column.index, {}), spellings.get(column.meaning, {}))
        for column in sheet.columns
    )
    return replace(sheet, columns=columns)


def _column(column: ColumnReading, counts: Mapping[str, int], merged: Mapping[str, str]) -> ColumnReading:
    if not merged:
        return column
    kept = {text.casefold(): into for text, into in merged.items()}
    found = {
        text: into
        for text in counts
        if column.value_map.get(text, text) == text and (into := kept.get(text.casefold(), text)) != text
    }
    return replace(column, value_map={**column.value_map, **found}) if found else column
