"""What a file is compared with is what the models say."""

import importlib
import pkgutil

import pytest
from tests.support.schema import metadata

import nhipcau
from nhipcau.database.column_declarations import (
    MODELS,
    DeclaredColumn,
    DeclaredTable,
    declared_tables,
    schema,
)
from nhipcau.database.soundness.cells import Cell, fault_in
from nhipcau.database.soundness.nearest_values import as_stored


def test_every_module_with_tables_is_in_the_one_list() -> None:
    found = set()
    for room in pkgutil.iter_modules(nhipcau.__path__):
        if room.ispkg:
            package = importlib.import_module(f"nhipcau.{room.name}")
            if any(module.name == "models" for module in pkgutil.iter_modules(package.__path__)):
                found.add(f"nhipcau.{room.name}.models")
    assert found == set(MODELS)


def test_every_table_and_column_is_known() -> None:
    known = {table.name: frozenset(table.columns.keys()) for table in metadata().sorted_tables}
    assert schema() == {**known, "alembic_version": frozenset(("version_num",))}


@pytest.mark.parametrize("table", declared_tables(), ids=lambda table: table.name)
def test_what_a_new_row_holds_can_be_read(table: DeclaredTable) -> None:
    for column in table.columns:
        if column.default is not None and not (column.kind == "json" and not column.container):
            assert _fault(column) is None, column.name


def _fault(column: DeclaredColumn) -> str | None:
    assert column.default is not None
    stored = as_stored(column, column.default())
    if stored is None:
        return fault_in(column, Cell("null", None))
    return fault_in(
        column, Cell("integer", stored) if isinstance(stored, int) else Cell("text", stored.encode())
    )


def test_tables_come_before_those_that_point_at_them() -> None:
    seen: set[str] = set()
    for table in declared_tables():
        seen.add(table.name)
        assert {each.refers for each in table.columns if each.refers} <= seen
