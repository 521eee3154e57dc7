"""Options that each have a column to tick: what somebody can share or wants to learn, or when they are free."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from nhipcau.exchange.answers.worded_answers import yes_no
from nhipcau.exchange.columns.heading_meanings import is_known
from nhipcau.exchange.formats.column_mapping import ColumnReading
from nhipcau.exchange.formats.reading_terms import QUESTION, Role
from nhipcau.exchange.formats.sheet_table import ColumnData
from nhipcau.exchange.formats.vocabulary import groups, has_any, key_of, phrases
from nhipcau.exchange.shape.grid_columns import is_ticked

_FEW: Final = 3
_FEWEST_TICKED: Final = 2
_UNSURE: Final = 0.6
_OPTION_WORDS: Final = 4
_MEANT: Final[Mapping[str, str]] = {"mentor": "strengths", "mentee": "goals"}


def with_options(
    columns: Sequence[ColumnReading], data: Sequence[ColumnData], role: Role
) -> tuple[ColumnReading, ...]:
    """Return the columns, runs of options to tick read as free time, or as what a mentor shares or a mentee learns."""
    data_of = {one.index: one for one in data}
    meaning_of: dict[int, str] = {}
    taken = {column.meaning for column in columns}
    for run in _option_runs(columns, data_of):
        meaning = "availability" if _are_times(run) else _MEANT.get(role, "")
        if meaning and meaning not in taken:
            meaning_of |= {column.index: meaning for column in run}
    return tuple(
        replace(
            column,
            meaning=meaning_of[column.index],
            kind="text",
            options=(),
            confidence=_UNSURE,
            alternative=QUESTION,
            reason="answers_only",
            value_map=_ticks(data_of[column.index]),
        )
        if column.index in meaning_of
        else column
        for column in columns
    )


def _option_runs(
    columns: Sequence[ColumnReading], data_of: Mapping[int, ColumnData]
) -> list[list[ColumnReading]]:
    """Return the runs of columns that only tick what heads them, several of them ticked."""
    runs: list[list[ColumnReading]] = [[]]
    for column in columns:
        if column.meaning == QUESTION and _is_option(column, data_of[column.index]):
            runs[-1].append(column)
        elif runs[-1]:
            runs.append([])
    return [
        run for run in runs if len(run) >= _FEW and sum(column.filled > 0 for column in run) >= _FEWEST_TICKED
    ]


def _is_option(column: ColumnReading, data: ColumnData) -> bool:
    heading = column.heading
    return (
        not column.grid
        and 0 < len(heading.split()) <= _OPTION_WORDS
        and "?" not in heading
        and not is_known(heading)
        and not has_any(key_of(heading), phrases("done_headings"))
        and is_ticked(data, heading)
    )


def _are_times(run: Sequence[ColumnReading]) -> bool:
    days = [name for names in groups("days").values() for name in names if len(name) > 1]
    named = sum(has_any(key_of(column.heading), days) for column in run)
    return named * 2 > len(run)


def _ticks(data: ColumnData) -> Mapping[str, str]:
    return {text: "" if yes_no(text) is False else data.heading for text in data.counts}
