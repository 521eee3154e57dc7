"""One row of a table, read and written by statements that are made once. For the services of the rooms.

Around one row a session's own way takes several times as long as all that the engine and the journal do. What the
session holds back is stored first, and what it holds of the row is read anew when it is next asked for.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Dialect, Table, bindparam, insert, select, update
from sqlalchemy.exc import NoResultFound
from sqlalchemy.sql import ClauseElement
from sqlmodel import Session, SQLModel

from nhipcau.database.bulk import table_of

_Prepare = Callable[[Any], Any]
_ROW: Final = "row_id"
"""The parameter that names the row; no column is called so."""


class _Statement(NamedTuple):
    """A statement as the driver takes it."""

    text: str
    names: tuple[str, ...]
    """Its parameters in their order."""
    prepare: Mapping[str, _Prepare]
    """What makes values into what the driver takes, by parameter."""
    is_positional: bool

    def run(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Run it and return the first row of what it finds."""
        prepare = self.prepare
        taken = [prepare[name](values[name]) if name in prepare else values[name] for name in self.names]
        cursor = connection.connection.cursor()
        try:
            if self.is_positional:
                cursor.execute(self.text, taken)
            else:
                cursor.execute(self.text, dict(zip(self.names, taken, strict=True)))
            found: tuple[Any, ...] | None = cursor.fetchone() if cursor.description else None
        finally:
            cursor.close()
        return found


def read_row(db: Session, model: type[SQLModel], row_id: int, names: Iterable[str]) -> dict[str, Any]:
    """Return columns of a row; raises NoResultFound where there is none, as `get_one` does."""
    db.flush()
    connection, wanted = db.connection(), tuple(names)
    known = _known(connection)
    key = ("read", model, wanted)
    made = known.get(key)
    if made is None:
        made = known[key] = _reading(table_of(model), wanted, connection.dialect)
    statement, readers = made
    found = statement.run(connection, {_ROW: row_id})
    if found is None:
        raise NoResultFound(f"no row in {model.__tablename__}")
    row = dict(zip(wanted, found, strict=True))
    for name, read in readers.items():
        row[name] = read(row[name])
    return row


def insert_row(db: Session, model: type[SQLModel], values: Mapping[str, Any]) -> int:
    """Insert a row, which must name every column without a default of the store's, and return its id."""
    db.flush()
    connection = db.connection()
    known = _known(connection)
    key = ("insert", model, tuple(values))
    made = known.get(key)
    if made is None:
        table = table_of(model)
        made = known[key] = _made(insert(table).returning(table.c.id), connection.dialect, key[2])
    found = made.run(connection, values)
    assert found is not None
    return int(found[0])


def update_row(db: Session, model: type[SQLModel], row_id: int, changes: Mapping[str, Any]) -> None:
    """Change columns of a row."""
    if not changes:
        return
    db.flush()
    connection = db.connection()
    known = _known(connection)
    key = ("update", model, tuple(changes))
    made = known.get(key)
    if made is None:
        table = table_of(model)
        statement = update(table).where(table.c.id == bindparam(_ROW))
        made = known[key] = _made(statement, connection.dialect, (*changes, _ROW))
    made.run(connection, {**changes, _ROW: row_id})
    held = db.identity_map.get(model.__mapper__.identity_key_from_primary_key((row_id,)))  # type: ignore[attr-defined]
    if held is not None:
        db.expire(held)


def _known(connection: Connection) -> dict[Any, Any]:
    """Return what was made for this connection: it goes when the connection goes."""
    found: dict[Any, Any] = connection.info.setdefault("one_row", {})
    return found


def _reading(
    table: Table, names: tuple[str, ...], dialect: Dialect
) -> tuple[_Statement, dict[str, _Prepare]]:
    columns = [table.c[name] for name in names]
    statement = _made(select(*columns).where(table.c.id == bindparam(_ROW)), dialect, None)
    readers: dict[str, _Prepare] = {
        column.name: read
        for column in columns
        if (read := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
    }
    return statement, readers


def _made(statement: ClauseElement, dialect: Dialect, names: tuple[str, ...] | None) -> _Statement:
    compiled: Any = statement.compile(dialect=dialect, column_keys=names)
    prepare = {
        name: found
        for name, bound in compiled.binds.items()
        if (found := bound.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }
    order = tuple(compiled.positiontup or compiled.binds)
    return _Statement(compiled.string, order, prepare, dialect.positional)
