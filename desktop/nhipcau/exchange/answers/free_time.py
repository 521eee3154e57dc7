"""When somebody is free: the slots an answer names, else its own words, and what of it is doubtful."""

from collections.abc import Callable
from typing import Final

from nhipcau.exchange.answers.doubtful_answers import Noted
from nhipcau.exchange.answers.free_time_slots import Times, times_said
from nhipcau.exchange.answers.worded_answers import yes_no
from nhipcau.exchange.formats.column_mapping import ColumnReading

_SHOWN: Final = 120


def free_time(
    column: ColumnReading, text: str, parts: Callable[[ColumnReading, str], list[str]]
) -> list[str] | Noted | None:
    """Return slots such as `mon-18`; an answer that names none stays in its words, and it is said.

    A line of a grid, or a column headed by a time, names with its heading what the answer does not.
    """
    beside = column.wording if column.grid else ""
    ticked = yes_no(text)
    if ticked is not None and times_said(text).doubt == "unread":
        return _ticked(column) if ticked else None
    said = column.value_map.get(text, text)
    found = times_said(said, beside)
    if found.doubt == "unread":
        return _in_words(column, said, parts)
    if found.doubt:
        return Noted(list(found.slots), f"exchange.problem.time_{found.doubt}", text[:_SHOWN])
    return list(found.slots)


def _ticked(column: ColumnReading) -> list[str]:
    """Return the time that a ticked column is headed by: `Mon 18:00`, or `Avail 13` where only the form knows when."""
    found: Times = times_said(column.wording)
    return list(found.slots) or [column.wording]


def _in_words(
    column: ColumnReading, text: str, parts: Callable[[ColumnReading, str], list[str]]
) -> list[str] | Noted:
    """Return the parts of an answer, each as slots or as it stands."""
    kept: list[str] = []
    for part in parts(column, text):
        kept += times_said(part).slots or (f"{column.wording}: {part}" if column.grid else part,)
    return Noted(list(dict.fromkeys(kept)), "exchange.problem.time_unread", text[:_SHOWN], lone=True)
