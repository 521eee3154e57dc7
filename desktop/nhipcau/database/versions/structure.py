"""The tables of a data file as a merge must know them: what refers to what, what must be unique, where ids hide.

References and unique keys are read from the store itself, which knows all of its tables. What a store cannot say
stands in the `info` of the models:

- `ids` of a column of JSON: paths in it that hold ids, and the table they are of, as `{"rows.*.*": "person"}`;
- `known_by` of a table: columns that tell its rows for people, as `("email",)`: of two rows that were added in both
  files and hold the same in one of them, we take it that they are one;
- `single` of a table: a file has one such row at most, so two that were added in both files are one;
- `derived` of a table: a function that makes some columns (its result) out of others (its parameters).
"""

import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection
from sqlmodel import SQLModel

from nhipcau.database.dialects import OWN_TABLES

Cell = str | int | float | None
"""A value just as SQLite stores it: lists and mappings are still JSON."""
Row = Mapping[str, Cell]
Rows = Mapping[int, Row]
IdMap = Mapping[str, Mapping[int, int]]
"""By table: ids there, and what they are here."""

ID: Final = "id"
UID: Final = "uid"

_REFERENCES: Final = (
    'SELECT m.name, f."from", f."table", t."notnull" FROM main.sqlite_schema AS m, '
    "pragma_foreign_key_list(m.name) AS f, pragma_table_info(m.name) AS t "
    "WHERE m.type = 'table' AND t.name = f.\"from\" ORDER BY m.rowid, f.id"
)
_UNIQUE: Final = (
    "SELECT m.name, i.name, c.name FROM main.sqlite_schema AS m, pragma_index_list(m.name) AS i, "
    "pragma_index_info(i.name) AS c WHERE m.type = 'table' AND i.\"unique\" ORDER BY m.rowid, i.seq, c.seqno"
)
_COLUMNS: Final = (
    "SELECT m.name, c.name FROM main.sqlite_schema AS m, pragma_table_info(m.name) AS c "
    "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.rowid, c.cid"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that holds the id of a row of another table."""

    column: str
    target: str
    part: bool
    """The row cannot be without the other: it is a part of it."""


@dataclass(frozen=True, slots=True)
class HiddenIds:
    """A place in a column of JSON that holds ids."""

    column: str
    path: tuple[str, ...]
    target: str


@dataclass(frozen=True, slots=True)
class TableStructure:
    """One table."""

    name: str
    columns: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    """What must be unique, the public id first."""
    known_by: tuple[str, ...] = ()
    single: bool = False
    hidden: tuple[HiddenIds, ...] = ()
    derive: Callable[..., Mapping[str, Any]] | None = None
    derived_from: tuple[str, ...] = ()

    @property
    def has_uid(self) -> bool:
        return UID in self.columns

    def key_of(self, key: tuple[str, ...], row: Row) -> tuple[Cell, ...] | None:
        """Return what a row holds in a unique key; None where it holds nothing: such rows do not clash."""
        values = tuple(row[column] for column in key)
        return None if None in values else values

    def with_ids(self, row: Row, ids: IdMap) -> Row:
        """Return a row in which every reference follows the ids of the other file."""
        if not any(ids.values()):
            return row
        changed: dict[str, Cell] = {}
        for reference in self.references:
            value = row[reference.column]
            if isinstance(value, int) and value in ids.get(reference.target, {}):
                changed[reference.column] = ids[reference.target][value]
        for place in self.hidden:
            stored = changed.get(place.column, row[place.column])
            known = ids.get(place.target)
            if known and isinstance(stored, str):
                changed[place.column] = _rewritten(stored, place.path, known)
        return {**row, **changed} if changed else row

    def derived(self, row: Row) -> dict[str, Cell]:
        """Return the columns that follow from others, made anew."""
        if self.derive is None:
            return {}
        return dict(self.derive(**{column: row[column] for column in self.derived_from}))


def structure_of(connection: Connection) -> tuple[TableStructure, ...]:
    """Return the tables of a file, those first that others refer to."""
    run = connection.exec_driver_sql
    columns: dict[str, list[str]] = {}
    for name, column in run(_COLUMNS):
        if name not in OWN_TABLES:
            columns.setdefault(name, []).append(column)
    references: dict[str, list[Reference]] = {}
    for name, column, target, needed in run(_REFERENCES):
        references.setdefault(name, []).append(Reference(column, target, bool(needed)))
    keys: dict[str, dict[str, list[str]]] = {}
    for name, index, column in run(_UNIQUE):
        keys.setdefault(name, {}).setdefault(index, []).append(column)
    found = {
        name: _table(name, of, references.get(name, ()), keys.get(name, {}).values())
        for name, of in columns.items()
    }
    return tuple(found[name] for name in _in_order(found))


def _table(
    name: str, columns: Iterable[str], references: Iterable[Reference], keys: Iterable[list[str]]
) -> TableStructure:
    model = SQLModel.metadata.tables.get(name)
    said = {} if model is None else model.info
    derive = said.get("derived")
    hidden = [
        HiddenIds(column.name, tuple(path.split(".")), target)
        for column in (() if model is None else model.columns)
        for path, target in column.info.get("ids", {}).items()
    ]
    return TableStructure(
        name,
        tuple(columns),
        tuple(references),
        tuple(sorted(map(tuple, keys), key=lambda key: (key != (UID,), key))),
        tuple(said.get("known_by", ())),
        bool(said.get("single")),
        tuple(hidden),
        derive,
        () if derive is None else tuple(inspect.signature(derive).parameters),
    )


def _in_order(tables: Mapping[str, TableStructure]) -> list[str]:
    """Sort by reference; what refers to each other in a circle stays as it stands."""
    order: list[str] = []
    left = list(tables)
    while left:
        free = [
            name
            for name in left
            if all(one.target in order or one.target == name for one in tables[name].references)
        ]
        order += free or left
        left = [name for name in left if name not in order]
    return order


def _rewritten(stored: str, path: tuple[str, ...], ids: Mapping[int, int]) -> str:
    """Return JSON in which the ids at a path are those of the other file; untouched where none differs."""
    value = json.loads(stored)
    renewed = _renewed(value, path, ids)
    return stored if renewed == value else json.dumps(renewed)


def _renewed(value: Any, path: tuple[str, ...], ids: Mapping[int, int]) -> Any:  # noqa: ANN401 - any JSON
    if not path:
        return ids.get(value, value) if isinstance(value, int) and not isinstance(value, bool) else value
    step, rest = path[0], path[1:]
    if isinstance(value, list) and step == "*":
        return [_renewed(each, rest, ids) for each in value]
    if isinstance(value, dict):
        return {
            name: _renewed(each, rest, ids) if step in ("*", name) else each for name, each in value.items()
        }
    return value
