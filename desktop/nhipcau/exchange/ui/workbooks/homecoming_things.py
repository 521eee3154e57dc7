"""What a row that came home is: a session by its day and topic, a goal by its words, and which cells are unread."""

from typing import Final

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.apply.workbook_changes import RowRefusal
from nhipcau.exchange.round_trip.merge.change_text import told
from nhipcau.exchange.round_trip.merge.workbook_merge import KindMerge

_PAIR: Final = "pair"
Unread = tuple[str, str]
"""A column, and why its cell was not taken: text ready to be read."""


def thing_said(one: KindMerge, key: str) -> str:
    """Return what tells a row from others of the same pair; nothing where its name does."""
    wanted = next((marks for marks in one.kind.declared.told_by if marks[0] == _PAIR), ())[1:]
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
    title = one.kind.title_in(words)
    return f"{one.name_of(key)} · {title}" if thing_said(one, key) else title


def unread_in(one: KindMerge, key: str, refusal: RowRefusal | None, words: Words) -> tuple[Unread, ...]:
    """Return the cells of a row for which another value may be typed: unreadable ones, and those that were refused."""
    found = {each.field: each.problem for each in one.returned.problems if each.key == key and each.field}
    editable = {field.code for field in one.kind.fields if field.editable}
    for problem in refusal.problems if refusal is not None and key in one.returned.rows else ():
        if problem.field in editable:
            found.setdefault(problem.field, problem)
    return tuple((field, words(problem.code, **problem.values)) for field, problem in found.items())
