"""Writing many rows of a table with a handful of statements. For the services of the rooms: each for its own tables."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, func, insert, select, update
from sqlmodel import Session, SQLModel, col

AT_ONCE: Final = 10_000
"""How many ids one statement may name: SQLite takes some 32,000 values, PostgreSQL twice as many."""


def table_of(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel adds it to table models only
    return table


def blank_row(model: type[SQLModel]) -> dict[str, Any]:
    """Return the defaults of a table, which statements do not know. Its lists are made anew by every call only."""
    return {
        name: None if info.is_required() else info.get_default(call_default_factory=True)
        for name, info in model.model_fields.items()
        if name not in ("id", "uid")
    }


def insert_rows(db: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        db.connection().execute(insert(table_of(model)), list(rows))


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
        db.connection().execute(update(table).where(table.c.id == bindparam("row_id")).values(to), rows)


def delete_rows(db: Session, model: type[Any], ids: Collection[int]) -> None:
    for some in in_parts(ids):
        db.connection().execute(delete(table_of(model)).where(col(model.id).in_(some)))


def in_parts(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    """Yield as many ids as one statement may name, in their order."""
    found = list(ids)
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]
