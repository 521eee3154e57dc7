"""What the shape of columns says of their meaning: numbers of rows, options to tick, a list without headings."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from nhipcau.common.vietnamese import fold
from nhipcau.exchange.forms import IGNORE, QUESTION, ColumnReading, Role
from nhipcau.exchange.headings import Guess, is_known
from nhipcau.exchange.shape.grids import is_ticked
from nhipcau.exchange.shape.people_rows import may_be_name
from nhipcau.exchange.table import ColumnData
from nhipcau.exchange.values import phone_in, role_in, yes_no
from nhipcau.exchange.vocabulary import family_names, groups, has_any, key_of, phrases
from nhipcau.mail.addresses import says_address

_UNNAMED: Final = frozenset(
    {"", "unnamed", "unnamed 0", "unnamed 0 1", "index", "row", "no", "nr", "n", "rn", "tt"}
)
_FEW: Final = 3
_LOOKED_AT: Final = 200
_UNSURE: Final = 0.6
_CALLED: Final = 0.75
_MOSTLY: Final = 0.8
_NAMES: Final = frozenset({"full_name", "first_name", "last_name"})
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OPTION_WORDS: Final = 4
_FEWEST_TICKED: Final = 2
_MEANT: Final[Mapping[str, str]] = {"mentor": "strengths", "mentee": "goals"}


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
        ("full_name", may_be_name, _MOSTLY),
    ):
        best = max(
            (column for column in columns if column.index not in found and column.counts),
            key=lambda column: _share(column, test),
            default=None,
        )
        if best is not None and _share(best, test) >= least:
            found[best.index] = Guess(meaning, _UNSURE)
    return found


def name_by_values(columns: Sequence[ColumnData], found: Mapping[int, Guess]) -> dict[int, Guess]:
    """Return the column of names where no heading is known to be theirs: one called a name, or one alone that looks so.

    A name of something else, such as a manager's or a company's, is not looked at.
    """
    if any(guess.meaning in _NAMES for guess in found.values()):
        return {}
    named = [
        column
        for column in columns
        if found[column.index].meaning == QUESTION
        and not has_any(_key(column), phrases("names_of_others"))
        and _are_names(column)
    ]
    called = [column for column in named if has_any(_key(column), ("name", "ten", "ho ten", "ho va ten"))]
    if called:
        return {called[0].index: Guess("full_name", _CALLED)} if len(called) == 1 else {}
    known = [column for column in named if _share(column, _has_family_name) >= _MOSTLY]
    return {known[0].index: Guess("full_name", _UNSURE)} if len(known) == 1 else {}


def _key(column: ColumnData) -> str:
    heading = column.heading
    return f"{key_of(heading)} {key_of(_HUMP.sub(' ', heading))}"


def _are_names(column: ColumnData) -> bool:
    """Say whether nearly all answers are written as names, and hardly any comes twice."""
    return (
        bool(column.counts)
        and _share(column, may_be_name) >= _MOSTLY
        and len(column.counts) * 10 >= column.filled * 9
        and len(column.heading.split()) <= _OPTION_WORDS + 2
    )


def are_family_names(column: ColumnData) -> bool:
    """Say whether a column is surely one of names: those of Vietnamese people, several of them."""
    return column.filled >= _FEW and _share(column, _has_family_name) >= _MOSTLY


def _has_family_name(text: str) -> bool:
    return may_be_name(text) and fold(text.split(maxsplit=1)[0]) in family_names()


def _share(column: ColumnData, test: Callable[[str], object]) -> float:
    texts = list(islice(column.counts, _LOOKED_AT))
    return sum(1 for text in texts if test(text)) / len(texts)


def _is_role(text: str) -> bool:
    return bool(role_in(text)) and len(text) <= 40


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
