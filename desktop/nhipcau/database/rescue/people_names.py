"""What the people in a saved file are called, so that a list of losses can say whose row it speaks of."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

_NAMED: Final = (
    "SELECT 'person', id, full_name FROM person",
    "SELECT 'programme', id, name FROM programme",
    "SELECT 'participant', participant.id, full_name FROM participant JOIN person ON person.id = person_id",
    "SELECT 'consent', consent.id, full_name FROM consent JOIN person ON person.id = person_id",
)


def names_in(path: Path) -> Mapping[tuple[str, int], str]:
    """Return names by table and row id."""
    with closing(sqlite3.connect(path)) as connection:
        return {(table, row): name for query in _NAMED for table, row, name in connection.execute(query)}
