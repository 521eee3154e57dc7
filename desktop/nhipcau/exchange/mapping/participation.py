"""Rows that are not taken in without a word: hidden ones, trials of the form, and people said to be out."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.answers.worded_answers import yes_no
from nhipcau.exchange.formats.column_mapping import ColumnReading, SheetReading
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION
from nhipcau.exchange.formats.sheet_table import ColumnData, Table
from nhipcau.exchange.formats.vocabulary import has_any, key_of, phrases

_OUT: Final = "exchange.problem.not_taking_part"
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
    yield from _trials(reading, table, data_of)
    for column in reading.columns:
        data = data_of.get(column.index)
        if data is not None and column.meaning in (QUESTION, IGNORE) and _says_who_takes_part(column):
            out = {text for text in data.counts if len(text) <= _LONGEST and _is_out(column, text)}
            yield from _rows_with(out, _OUT, column, data, table) if out else ()


def _trials(
    reading: SheetReading, table: Table, data_of: Mapping[int, ColumnData]
) -> Iterator[tuple[int, str, str, str]]:
    """Yield the rows with which somebody tried the form: `test`, `abc`, `test@…`."""
    found: dict[int, tuple[int, str, str, str]] = {}
    for column in reading.columns:
        looks = _TRIALS.get(column.meaning)
        data = data_of.get(column.index)
        if data is None or looks is None:
            continue
        said = {text for text in data.counts if looks(text)}
        for found_row in _rows_with(said, "exchange.problem.trial_row", column, data, table) if said else ():
            found.setdefault(found_row[0], found_row)
    yield from found.values()


def _is_trial_name(name: str) -> bool:
    """Say whether a name is what people write to try a form."""
    words = _words(name)
    key = " ".join(words)
    is_trial = not _trial_words().isdisjoint(words) or key in _trial_names()
    return is_trial or (len(key) > 2 and key == key[0] * len(key))


def _is_trial_part(name: str) -> bool:
    """Say the same of a part of a name, which may be a letter."""
    return not _trial_words().isdisjoint(_words(name))


def _words(name: str) -> list[str]:
    """Return the words of a name without the numbers of trials: `Test 2`."""
    return [bare for word in key_of(name).split() if (bare := word.rstrip("0123456789"))]


def _is_trial_address(address: str) -> bool:
    name = address.partition("@")[0].casefold().rstrip("0123456789")
    return name in phrases("trial_addresses")


_TRIALS: Final[Mapping[str, Callable[[str], bool]]] = {
    "full_name": _is_trial_name,
    "first_name": _is_trial_part,
    "last_name": _is_trial_part,
    "email": _is_trial_address,
}


@cache
def _trial_names() -> frozenset[str]:
    return frozenset(phrases("trial_names"))


@cache
def _trial_words() -> frozenset[str]:
    return frozenset(phrases("trial_words"))


def _only_text(table: Table, place: int) -> str:
    return next((text for data in table.columns if (text := text_of(data.cells[place]))), "")


def _rows_with(
    texts: AbstractSet[str], problem: str, column: ColumnReading, data: ColumnData, table: Table
) -> Iterator[tuple[int, str, str, str]]:
    for place, cell in enumerate(data.cells):
        text = data.text_by_cell[cell]
        if text in texts:
            yield place, problem, table.cell_name(column.index, place), text


def _says_who_takes_part(column: ColumnReading) -> bool:
    key = key_of(column.heading)
    return len(key.split()) <= 6 and has_any(key, phrases("status_headings"))


def _is_out(column: ColumnReading, text: str) -> bool:
    """Say whether a state is that of somebody who does not take part; a plain no is, where taking part is asked."""
    asks = has_any(key_of(column.heading), phrases("taking_part_headings"))
    return has_any(key_of(text), phrases("not_taking_part")) or (asks and yes_no(text) is False)
