"""What tables and columns of the data file are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.journey.models import GOAL
from nhipcau.participants.models import PERSON, PROFILE
from nhipcau.programmes.models import PROGRAMME
from nhipcau.sessions.models import PULSE, SESSION

if TYPE_CHECKING:
    from nhipcau.common.words import Words

_CATALOGUES: Final = (PROGRAMME, PERSON, PROFILE, GOAL, SESSION, PULSE)
_LABELS: Final = {one.path: one.label for catalogue in _CATALOGUES for one in catalogue.values()}


def row_kind(words: Words, table: str) -> str:
    """Name what a row of a table is; pages may belong to none that she knows of."""
    return _said(words, f"database.table.{table}") or words("shell.rescue.table.other")


def column_name(words: Words, table: str, column: str) -> str:
    """Name a column as its field is named, or as every table may; one that no screen shows by its own name."""
    label = _LABELS.get(f"{table}.{column}", f"database.column.{column}")
    return _said(words, label) or column


def _said(words: Words, key: str) -> str:
    try:
        return words(key)
    except (KeyError, FileNotFoundError):
        return ""
