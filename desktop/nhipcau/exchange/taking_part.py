"""Rows that are not taken in without a word: hidden ones, and people whom a column says to be out."""

from collections.abc import Iterator
from typing import Final

from nhipcau.exchange.forms import IGNORE, QUESTION, ColumnReading, SheetReading
from nhipcau.exchange.table import ColumnData, Table
from nhipcau.exchange.values import text_of, yes_no
from nhipcau.exchange.vocabulary import has_any, key_of, phrases

_LONGEST: Final = 60
"""Letters of an answer that can be a state: more is a story."""


def rows_in_doubt(reading: SheetReading, table: Table) -> Iterator[tuple[int, str, str, str]]:
    """Yield places of rows that somebody must decide about: the problem's code, its cell and what stands there."""
    for place, number in enumerate(table.numbers):
        if number in table.hidden:
            yield place, "exchange.problem.row_hidden", "", ""
        elif number in table.doubtful:
            yield place, "exchange.problem.row_alone", "", _only_text(table, place)
    data_of = {data.index: data for data in table.columns}
    for column in reading.columns:
        data = data_of.get(column.index)
        if data is not None and column.meaning in (QUESTION, IGNORE) and _says_who_takes_part(column):
            out = {text for text in data.counts if len(text) <= _LONGEST and _is_out(column, text)}
            yield from _rows_with(out, column, data, table) if out else ()


def _only_text(table: Table, place: int) -> str:
    return next((text for data in table.columns if (text := text_of(data.cells[place]))), "")


def _rows_with(
    out: set[str], column: ColumnReading, data: ColumnData, table: Table
) -> Iterator[tuple[int, str, str, str]]:
    for place, cell in enumerate(data.cells):
        text = data.text_by_cell[cell]
        if text in out:
            yield place, "exchange.problem.not_taking_part", table.cell_name(column.index, place), text


def _says_who_takes_part(column: ColumnReading) -> bool:
    key = key_of(column.heading)
    return len(key.split()) <= 6 and has_any(key, phrases("status_headings"))


def _is_out(column: ColumnReading, text: str) -> bool:
    """Say whether a state is that of somebody who does not take part; a plain no is, where taking part is asked."""
    asks = has_any(key_of(column.heading), phrases("taking_part_headings"))
    return has_any(key_of(text), phrases("not_taking_part")) or (asks and yes_no(text) is False)
