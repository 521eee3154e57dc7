"""What tables and columns of the data file are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from nhipcau.common.words import Words

_ROOMS: Final = {
    "person": "participants",
    "participant": "participants",
    "programme": "programmes",
    "mentoring_session": "sessions",
}


def row_kind(words: Words, table: str) -> str:
    """Name what a row of a table is; pages may belong to none that she knows of."""
    return _said(words, f"database.table.{table}") or words("shell.rescue.table.other")


def column_name(words: Words, table: str, column: str) -> str:
    """Name a column as the room of its table does, or as every table may; one that no screen shows by its own name."""
    room = _ROOMS.get(table)
    own = _said(words, f"{room}.field.{column}") if room else ""
    return own or _said(words, f"database.column.{column}") or column


def _said(words: Words, key: str) -> str:
    try:
        return words(key)
    except (KeyError, FileNotFoundError):
        return ""
