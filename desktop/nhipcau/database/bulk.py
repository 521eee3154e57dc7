"""Writing many rows of a table with a handful of statements. For the services of the rooms: each for its own tables."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Dialect,
    Insert,
    Table,
    Update,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel, col

AT_ONCE: Final = 10_000
"""How many ids one statement may name: SQLite takes some 32,000 values, PostgreSQL twice as many."""

_MANY: Final = 100
"""From so many rows on it is worth while to make the text of a statement anew."""

_TOGETHER: Final = 50
"""How many rows one statement inserts: SQLite keeps a copy of every page that a statement with triggers touches."""

_VALUES_AT_ONCE: Final = 30_000
"""How many values one statement may hold."""


def table_of(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel adds it to table models only
    return table


def blank_row(model: type[SQLModel]) -> dict[str, Any]:
    """Return the defaults of a table, which statements do not know. Its lists are made anew by every call only."""
    fixed, factories = _defaults(model)
    return {**fixed, **{name: make() for name, make in factories}}


@cache
def _defaults(model: type[SQLModel]) -> tuple[dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    """Return the defaults of a table that are always the same, and what makes the others."""
    fields = {name: info for name, info in model.model_fields.items() if name not in ("id", "uid")}
    fixed = {
        name: None if info.is_required() else info.default
        for name, info in fields.items()
        if info.default_factory is None
    }
    made = [(name, info.default_factory) for name, info in fields.items() if info.default_factory is not None]
    return fixed, tuple(made)  # type: ignore[arg-type]  # none of ours wants what is known of the row


def insert_rows(db: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns."""
    if rows:
        _run(db, insert(table_of(model)).inline(), rows)


def insert_and_find(db: Session, model: type[Any], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows with public ids and return their ids in the same order."""
    if not rows:
        return []
    last = db.connection().execute(select(func.max(col(model.id)))).scalar() or 0
    insert_rows(db, model, rows)
    wanted = select(col(model.uid), col(model.id)).where(col(model.id) > last)
    found = {row[0]: row[1] for row in db.connection().execute(wanted)}
    return [found[row["uid"]] for row in rows]


def update_rows(db: Session, model: type[Any], changes: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Update rows by id, one statement for each set of columns."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row_id, values in changes:
        if values:
            names = tuple(sorted(values))
            row = {f"new_{name}": values[name] for name in names}
            row["row_id"] = row_id
            alike[names].append(row)
    table = table_of(model)
    for names, rows in alike.items():
        to = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
        _run(db, update(table).where(table.c.id == bindparam("row_id")).values(to), rows)


def _run(db: Session, statement: Insert | Update, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run a statement for rows that all name the same columns.

    Many go to the driver at once, a column prepared at a time: row by row takes as long as the file takes to write.
    """
    connection = db.connection()
    dialect = connection.dialect
    if len(rows) < _MANY:
        connection.execute(statement, list(rows))  # it knows the text of the statement from the last time
        return
    compiled = statement.compile(dialect=dialect, column_keys=list(rows[0]))
    names = list(compiled.positiontup or compiled.binds)
    if not rows[0].keys() >= set(names):
        connection.execute(statement, list(rows))  # it fills in what the rows leave out
        return
    columns = (_prepared([row[name] for row in rows], compiled.binds[name].type, dialect) for name in names)
    prepared = zip(*columns, strict=True)
    if not dialect.positional:
        named = [dict(zip(names, row, strict=True)) for row in prepared]
        connection.exec_driver_sql(compiled.string, named)
    elif isinstance(statement, Insert):
        _insert_together(connection, compiled.string, list(prepared))
    else:
        connection.exec_driver_sql(compiled.string, list(prepared))


def _insert_together(connection: Connection, statement: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows, many with each statement."""
    head, places = statement.rsplit(" VALUES ", 1)
    many = max(1, min(_TOGETHER, _VALUES_AT_ONCE // len(rows[0])))
    whole = len(rows) - len(rows) % many
    if whole:
        parts = [tuple(chain.from_iterable(rows[start : start + many])) for start in range(0, whole, many)]
        connection.exec_driver_sql(f"{head} VALUES {', '.join([places] * many)}", parts)
    if rows[whole:]:
        connection.exec_driver_sql(statement, rows[whole:])


def _prepared(values: list[Any], kind: TypeEngine[Any], dialect: Dialect) -> list[Any]:
    """Return the values of a column as the driver takes them; one that many rows share is prepared once."""
    prepare = kind.dialect_impl(dialect).bind_processor(dialect)
    if prepare is None:
        return values
    places = list(map(id, values))  # the rows keep them meanwhile
    known = {place: prepare(value) for place, value in dict(zip(places, values, strict=True)).items()}
    return [known[place] for place in places]


def delete_rows(db: Session, model: type[Any], ids: Collection[int]) -> None:
    for some in in_parts(ids):
        db.connection().execute(delete(table_of(model)).where(col(model.id).in_(some)))


def in_parts(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    """Yield as many ids as one statement may name, in their order."""
    found = list(ids)
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]
