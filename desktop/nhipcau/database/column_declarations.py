"""What every column is declared to hold: what a file is compared with, and what a bad cell becomes.

The tables of a room are registered when its models are imported. Nothing here is imported before the window is up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import TypeAdapter
from pydantic_core import PydanticUndefined
from sqlalchemy import Boolean, Column, Date, DateTime, Integer
from sqlalchemy.types import JSON, TypeDecorator
from sqlmodel import Field, SQLModel

from nhipcau.database.tables import JOURNAL_ROW, JOURNAL_STEP

MODELS: Final = (
    "nhipcau.mail.models",
    "nhipcau.programmes.models",
    "nhipcau.participants.models",
    "nhipcau.skills.models",
    "nhipcau.pairing.models",
    "nhipcau.journey.models",
    "nhipcau.sessions.models",
    "nhipcau.surveys.models",
    "nhipcau.exchange.models",
)
"""Every module with tables. By name: the rooms stand above this one, and only their tables are asked for."""

Kind = Literal["text", "integer", "boolean", "date", "datetime", "json"]
_KINDS: Final[tuple[tuple[type[Any], Kind], ...]] = (
    (Boolean, "boolean"),
    (Integer, "integer"),
    (DateTime, "datetime"),
    (Date, "date"),
    (JSON, "json"),
)
_CONTAINERS: Final[dict[Any, Literal["array", "object"]]] = {list: "array", dict: "object"}
WIDEST: Final = 2**31 - 1
"""What a number on the screen can be; keys of rows may be larger."""


@dataclass(frozen=True, slots=True)
class DeclaredColumn:
    """What the cells of a column are read as."""

    name: str
    kind: Kind
    nullable: bool
    codes: tuple[str, ...] = ()
    """The only texts that are understood; empty where any is."""
    least: int = -WIDEST
    most: int = WIDEST
    refers: str = ""
    """The table that a number points into."""
    container: Literal["", "array", "object"] = ""
    """What JSON must be on the outside; empty where anything will do."""
    parts: TypeAdapter[Any] | None = None
    """What JSON must be on the inside as well, where it is read by its parts."""
    default: Callable[[], Any] | None = None
    """Makes what a new row holds when nothing is said; None where something must be said."""


@dataclass(frozen=True, slots=True)
class DeclaredTable:
    """A table of a room; every one has an `id`."""

    name: str
    columns: tuple[DeclaredColumn, ...]

    def column(self, name: str) -> DeclaredColumn | None:
        return next((each for each in self.columns if each.name == name), None)


def one_of(codes: Sequence[str], **options: Any) -> Any:  # noqa: ANN401 - SQLModel's Field is typed so
    """Declare a column of text that holds one of `codes`."""
    return Field(**options, sa_column_kwargs={"info": {"codes": tuple(codes)}})


def within(least: int, most: int, **options: Any) -> Any:  # noqa: ANN401 - SQLModel's Field is typed so
    """Declare a column of numbers between two bounds, both allowed."""
    return Field(**options, sa_column_kwargs={"info": {"least": least, "most": most}})


@cache
def schema() -> dict[str, frozenset[str]]:
    """Return every table that the program reads, and the names of its columns."""
    rooms = {
        table.name: frozenset(("id", *(each.name for each in table.columns))) for table in declared_tables()
    }
    journal = {table.name: frozenset(table.columns.keys()) for table in (JOURNAL_STEP, JOURNAL_ROW)}
    return {**rooms, **journal, "alembic_version": frozenset(("version_num",))}


@cache
def declared_tables() -> tuple[DeclaredTable, ...]:
    """Return the tables of the rooms, those that are pointed at before those that point."""
    for module in MODELS:
        import_module(module)
    models: dict[Any, type[SQLModel]] = {
        mapper.local_table: mapper.class_
        for mapper in SQLModel._sa_registry.mappers  # noqa: SLF001 - its only list
        if mapper.class_.__module__ in MODELS
    }
    return tuple(
        DeclaredTable(
            table.name, tuple(_column(each, models[table]) for each in table.columns if each.name != "id")
        )
        for table in SQLModel.metadata.sorted_tables
        if table in models
    )


def _parts_of(annotation: Any) -> TypeAdapter[Any] | None:  # noqa: ANN401 - whatever a model says
    is_open = get_origin(annotation) is not None and get_args(annotation)[-1] is Any
    return None if annotation is Any or is_open else TypeAdapter(annotation)


def _column(column: Column[Any], model: type[SQLModel]) -> DeclaredColumn:
    stored_as = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    kind: Kind = next((kind for each, kind in _KINDS if isinstance(stored_as, each)), "text")
    field = model.model_fields[column.name]
    has_default = field.default is not PydanticUndefined or field.default_factory is not None
    default = (lambda: field.get_default(call_default_factory=True)) if has_default else None
    refers = next((key.column.table.name for key in column.foreign_keys), "")
    widest = 2**63 - 1 if refers else WIDEST
    return DeclaredColumn(
        column.name,
        kind,
        bool(column.nullable),
        codes=column.info.get("codes", ()),
        least=column.info.get("least", -widest),
        most=column.info.get("most", widest),
        refers=refers,
        container=_CONTAINERS.get(get_origin(field.annotation), ""),
        parts=_parts_of(column.info.get("parts", field.annotation)) if kind == "json" else None,
        default=default,
    )
