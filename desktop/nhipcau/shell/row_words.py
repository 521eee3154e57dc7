"""What tables and columns of the data file are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.participants.models import PERSON, PROFILE

if TYPE_CHECKING:
    from nhipcau.common.words import Words

_FIELDS: Final = (*PERSON.values(), *PROFILE.values())
_ROOMS: Final = {
    "programme": "programmes",
    "mentoring_session": "sessions",
}


def row_kind(words: Words, table: str) -> str:
    """Name what a row of a table is; pages may belong to none that she knows of."""
    return _said(words, f"database.table.{table}") or words("shell.rescue.table.other")


def column_name(words: Words, table: str, column: str) -> str:
    """Name a column as the room of its table does, or as every table may; one that no screen shows by its own name."""
    known = next((one.label for one in _FIELDS if one.path == f"{table}.{column}"), "")
    room = _ROOMS.get(table)
    own = _said(words, known or f"{room}.field.{column}") if known or room else ""
    return own or _said(words, f"database.column.{column}") or column


def _said(words: Words, key: str) -> str:
    try:
        return words(key)
    except (KeyError, FileNotFoundError):
        return ""
