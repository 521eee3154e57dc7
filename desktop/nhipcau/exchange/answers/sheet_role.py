"""Whose answers a sheet holds: a column says so, else a name of the sheet or file, else what it asks."""

from collections.abc import Iterable, Sequence
from typing import Final

from nhipcau.exchange.answers.worded_answers import role_named
from nhipcau.exchange.formats.column_mapping import ColumnReading, RoleRule
from nhipcau.exchange.formats.reading_terms import Role

_ONE: Final = ("mentor", "mentee")


def sheet_role(
    named: Iterable[tuple[str, str]], columns: Sequence[ColumnReading], kind: str
) -> tuple[RoleRule, tuple[str, ...]]:
    """Return the rule, and what must be said of it. `named` are titles with where they stand: `sheet`, `file`, `title`.

    Where nothing tells, nobody is taken for both but in a programme of peers: the rows are asked about.
    """
    where, role = _first_named(named)
    asked = {column.meaning for column in columns}
    note = (f"role_from_{where}",) if where else ()
    for column in columns:
        if column.meaning == "role":
            return RoleRule("column", role, column.index), ()
    if {"is_mentor", "is_mentee"} <= asked:
        return RoleRule("fixed", ""), ()
    if role:
        return RoleRule("fixed", role), note
    if kind == "peer":
        return RoleRule("fixed", "both"), ()
    if asked & {"is_mentor", "is_mentee", "both_roles"}:
        return RoleRule("fixed", ""), ()
    judged = _by_questions(asked)
    return RoleRule("fixed", judged), (("role_from_questions",) if judged else ())


def role_of_titles(named: Iterable[tuple[str, str]]) -> Role:
    """Return whose answers a sheet holds by what it is called; empty where that does not say."""
    return _first_named(named)[1]


def _first_named(named: Iterable[tuple[str, str]]) -> tuple[str, Role]:
    return next(
        ((where, found) for where, text in named if (found := role_named(text)) in _ONE), ("", _NO_ROLE)
    )


_NO_ROLE: Final[Role] = ""


def _by_questions(asked: set[str]) -> Role:
    if "goals" in asked and not asked & {"strengths", "capacity"}:
        return "mentee"
    if asked & {"strengths", "capacity"} and "goals" not in asked:
        return "mentor"
    return ""
