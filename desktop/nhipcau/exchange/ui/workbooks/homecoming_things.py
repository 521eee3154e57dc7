"""What a row that came home is: a session by its day and topic, a goal by its words, and which cells are unread."""

from collections.abc import Mapping, Sequence
from typing import Final

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.carrying_out.applying import RowRefusal
from nhipcau.exchange.round_trip.merge.homecoming import KindMerge
from nhipcau.exchange.round_trip.merge.saying import told
from nhipcau.exchange.round_trip.sheets.sheet_kind import GOALS, PULSES, SESSIONS, title_in

_SAID_BY: Final[Mapping[str, Sequence[str]]] = {
    SESSIONS: ("held_on", "topic"),
    GOALS: ("wording",),
    PULSES: ("answered_on", "role"),
}
"""By kind, the columns by which a thing is told from the others of its pair."""
Unread = tuple[str, str]
"""A column, and why its cell was not taken: text ready to be read."""


def thing_said(one: KindMerge, key: str) -> str:
    """Return what tells a row from others of the same pair; nothing where its name does."""
    wanted = _SAID_BY.get(one.kind.code, ())
    if not wanted:
        return ""
    values = {**one.kind.rows.get(key, {}), **one.returned.rows.get(key, {})}
    fields = {field.code: field for field in one.kind.fields}
    return " · ".join(
        text
        for code in wanted
        if code in fields and (text := " ".join(told(fields[code], values.get(code)).split()))
    )


def first_line(one: KindMerge, key: str) -> str:
    return thing_said(one, key) or one.name_of(key)


def second_line(one: KindMerge, key: str, words: Words) -> str:
    title = title_in(one.kind, words)
    return f"{one.name_of(key)} · {title}" if thing_said(one, key) else title


def unread_in(one: KindMerge, key: str, refusal: RowRefusal | None, words: Words) -> tuple[Unread, ...]:
    """Return the cells of a row for which another value may be typed: unreadable ones, and those that were refused."""
    found = {each.field: each.problem for each in one.returned.problems if each.key == key and each.field}
    editable = {field.code for field in one.kind.fields if field.editable}
    for problem in refusal.problems if refusal is not None and key in one.returned.rows else ():
        if problem.field in editable:
            found.setdefault(problem.field, problem)
    return tuple((field, words(problem.code, **problem.values)) for field, problem in found.items())
