"""What the shape of columns says of their meaning: numbers of rows, options to tick, a list without headings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from nhipcau.exchange.forms import IGNORE, QUESTION, ColumnReading, Role
from nhipcau.exchange.headings import Guess, is_known
from nhipcau.exchange.shape.grids import is_ticked
from nhipcau.exchange.shape.people_rows import may_be_name
from nhipcau.exchange.table import ColumnData
from nhipcau.exchange.values import phone_in, role_in, yes_no
from nhipcau.exchange.vocabulary import key_of
from nhipcau.mail.addresses import says_address

_UNNAMED: Final = frozenset(
    {"", "unnamed", "unnamed 0", "unnamed 0 1", "index", "row", "no", "nr", "n", "rn", "tt"}
)
_FEW: Final = 3
_LOOKED_AT: Final = 200
_UNSURE: Final = 0.6
_OPTION_WORDS: Final = 4


def row_numbers(columns: Iterable[ColumnData]) -> dict[int, Guess]:
    """Return the columns that only count the rows: they have no heading of their own and hold each number once."""
    return {
        column.index: Guess(IGNORE, 0.9)
        for column in columns
        if (key_of(column.heading) in _UNNAMED or column.heading.strip("#.° ") == "") and _counts_rows(column)
    }


def _counts_rows(column: ColumnData) -> bool:
    numbers = [text for text in column.counts if text.isdigit() and len(text) < 8]
    if len(numbers) != len(column.counts) or column.filled != len(numbers) or not numbers:
        return False
    values = sorted(map(int, numbers))
    return values[0] <= 1 and values[-1] - values[0] == len(values) - 1


def meanings_by_values(columns: Sequence[ColumnData]) -> dict[int, Guess]:
    """Return what columns without headings hold, judged by their values alone: none of it is sure."""
    found: dict[int, Guess] = {}
    for meaning, test, least in (
        ("email", says_address, 0.8),
        ("phone", phone_in, 0.8),
        ("role", _is_role, 0.9),
        ("full_name", _is_name, 0.8),
    ):
        best = max(
            (column for column in columns if column.index not in found and column.counts),
            key=lambda column: _share(column, test),
            default=None,
        )
        if best is not None and _share(best, test) >= least:
            found[best.index] = Guess(meaning, _UNSURE)
    return found


def _share(column: ColumnData, test: object) -> float:
    assert callable(test)
    texts = list(islice(column.counts, _LOOKED_AT))
    return sum(1 for text in texts if test(text)) / len(texts)


def _is_role(text: str) -> bool:
    return bool(role_in(text)) and len(text) <= 40


def _is_name(text: str) -> bool:
    return may_be_name(text)


def with_options(
    columns: Sequence[ColumnReading], data: Sequence[ColumnData], role: Role
) -> tuple[ColumnReading, ...]:
    """Return the columns, runs of options to tick read as what a mentor can share or a mentee wants to learn."""
    meaning = {"mentor": "strengths", "mentee": "goals"}.get(role)
    if meaning is None or any(column.meaning == meaning for column in columns):
        return tuple(columns)
    data_of = {one.index: one for one in data}
    runs: list[list[int]] = [[]]
    for column in columns:
        if column.meaning == QUESTION and _is_option(column, data_of[column.index]):
            runs[-1].append(column.index)
        elif runs[-1]:
            runs.append([])
    options = {index for run in runs if len(run) >= _FEW for index in run}
    return tuple(
        replace(
            column,
            meaning=meaning,
            kind="text",
            options=(),
            confidence=_UNSURE,
            value_map=_ticks(data_of[column.index]),
        )
        if column.index in options
        else column
        for column in columns
    )


def _is_option(column: ColumnReading, data: ColumnData) -> bool:
    heading = column.heading
    return (
        bool(data.counts)
        and not column.grid
        and 0 < len(heading.split()) <= _OPTION_WORDS
        and "?" not in heading
        and not is_known(heading)
        and is_ticked(data, heading)
    )


def _ticks(data: ColumnData) -> Mapping[str, str]:
    return {text: "" if yes_no(text) is False else data.heading for text in data.counts}
