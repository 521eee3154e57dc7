"""Comparing two versions of a data file, and merging them in one step."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from nhipcau.common.errors import Unavailable
from nhipcau.database.dialects import quoted
from nhipcau.database.store import Database
from nhipcau.database.versions.ancestry import Ancestry, Key, Side, ancestry
from nhipcau.database.versions.content import Content, entries, read_content, reading_file
from nhipcau.database.versions.divergence import Choices, Divergence, MergeReport
from nhipcau.database.versions.resolution import Resolution
from nhipcau.database.versions.structure import UID, Cell, Row

STEP: Final = "database.step.merge_versions"
_ORGANISATION: Final = "organisation"


def compare(theirs: Database, mine: Path) -> Divergence:
    """Tell how a file that was kept aside differs from the open one; neither is changed.

    Raises Unavailable when `mine` cannot be read.
    """
    with reading_file(mine) as here, theirs.read() as db:
        return _divergence(mine, _past(db.connection(), here))


def merge(theirs: Database, divergence: Divergence, choices: Choices | None = None) -> MergeReport:
    """Bring what was done in mine into the open file, as one step; what is not chosen stays as theirs has it.

    Raises Unavailable when one of the two files is no longer as it was compared, or they are of two organisations.
    """
    if not divergence.same_organisation:
        raise Unavailable("database.other_organisation", path=str(divergence.mine))
    with reading_file(divergence.mine) as here, theirs.step(STEP) as db:
        connection = db.connection()
        past = _past(connection, here)
        if _divergence(divergence.mine, past) != divergence:
            raise Unavailable("database.versions_changed", path=str(divergence.mine))
        resolution = Resolution(past, choices or {})
        _write(connection, past.theirs.content, resolution.final)
        return resolution.report()


def _past(theirs: Connection, mine: Connection) -> Ancestry:
    return ancestry(read_content(theirs), read_content(mine), theirs, mine)


def _divergence(path: Path, past: Ancestry) -> Divergence:
    if not _same_organisation(past):
        return Divergence(path, same_organisation=False)
    resolution = Resolution(past, {})
    return Divergence(
        path,
        same_organisation=True,
        common_past=bool(past.shared),
        mine_steps=entries(past.mine.own, past.mine.traces),
        theirs_steps=entries(past.theirs.own, past.theirs.traces),
        rows=resolution.rows,
        conflicts=resolution.conflicts,
    )


def _same_organisation(past: Ancestry) -> bool:
    """Whether both files are of one organisation.

    A common past says so, even where each was given a name of its own since. Without one, the organisations do; where
    one file names none, whether they have anything in common: public ids are made at random, and no two files have
    the same one by chance.
    """
    if past.shared:
        return True
    mine, theirs = (_organisations(side) for side in (past.mine, past.theirs))
    if mine and theirs:
        return bool(mine & theirs)
    named = [table.name for table in past.theirs.content.tables if table.has_uid]
    return any(_uids(past.mine, name) & _uids(past.theirs, name) for name in named)


def _uids(side: Side, table: str) -> set[Cell]:
    return {row[UID] for row in side.content.rows[table].values()}


def _organisations(side: Side) -> set[Cell]:
    """Return the public ids of the organisation of a file, now and before its own steps."""
    before = (side.before(key) for key in side.touched if key[0] == _ORGANISATION)
    rows = [*side.content.rows[_ORGANISATION].values(), *(row for row in before if isinstance(row, dict))]
    return {row[UID] for row in rows}


def _write(connection: Connection, theirs: Content, final: Mapping[Key, Row | None]) -> None:
    """Put the rows in their places, in any order: references are looked at when all are there."""
    run = connection.exec_driver_sql
    dangling = set(run("PRAGMA foreign_key_check").all())
    run("PRAGMA defer_foreign_keys = ON")
    changes = {table.name: (table, _rows_of(final, table.name)) for table in theirs.tables}
    for name, (_, rows) in changes.items():
        present = [(row_id,) for row_id in rows if row_id in theirs.rows[name]]
        if present:
            run(f"DELETE FROM {quoted(name)} WHERE id = ?", present)  # noqa: S608 - its own name
    for name, (table, rows) in changes.items():
        values = [tuple(row[column] for column in table.columns) for row in rows.values() if row is not None]
        if values:
            columns = ", ".join(map(quoted, table.columns))
            gaps = ", ".join("?" * len(table.columns))
            run(f"INSERT INTO {quoted(name)} ({columns}) VALUES ({gaps})", values)  # noqa: S608
    if not set(run("PRAGMA foreign_key_check").all()) <= dangling:
        raise RuntimeError("a merge left a reference to nothing")  # the step takes everything back


def _rows_of(final: Mapping[Key, Row | None], table: str) -> Mapping[int, Row | None]:
    return {row_id: row for (name, row_id), row in final.items() if name == table}
