"""The migrations make just what the models describe, and the models keep to what the journal needs."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from tests.support.schema import metadata

from nhipcau.database import Database
from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.migration import PRESENT

TABLES = [table for table in metadata().sorted_tables if not table.name.startswith("journal_")]
SCRIPTS = sorted((PRESENT.folder / "versions").glob("m*.py"))
FILES = Path(__file__).parent / "files"


def test_the_schema_after_all_migrations_is_that_of_the_models(database: Database) -> None:
    with database.read() as db:
        context = MigrationContext.configure(
            db.connection(),
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: kind != "table" or name != "journal_stage",
            },
        )
        found = compare_metadata(context, metadata())
    # On a server the references are made deferrable; which there are is looked at below.
    assert [each for each in found if each[0] not in ("add_fk", "remove_fk")] == []


def test_keys_unique_columns_and_what_may_be_empty_are_those_of_the_models(database: Database) -> None:
    with database.read() as db:
        found = sa.inspect(db.connection())
        for table in metadata().sorted_tables:
            columns = {each["name"]: each["nullable"] for each in found.get_columns(table.name)}
            assert columns == {each.name: bool(each.nullable) for each in table.columns}, table.name
            unique = {tuple(each["column_names"]) for each in found.get_unique_constraints(table.name)}
            assert unique == {
                tuple(column.name for column in each.columns)
                for each in table.constraints
                if isinstance(each, sa.UniqueConstraint)
            }, table.name
            keys = {
                (*each["constrained_columns"], each["referred_table"])
                for each in found.get_foreign_keys(table.name)
            }
            assert keys == {
                (column.name, key.column.table.name)
                for column in table.columns
                for key in column.foreign_keys
            }, table.name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_one_that_the_journal_can_keep(table: sa.Table) -> None:
    assert [column.name for column in table.primary_key] == ["id"]
    assert isinstance(table.c.id.type, sa.Integer)
    assert table.kwargs.get("sqlite_autoincrement"), "without it an id is given twice"
    for column in table.columns:
        assert not isinstance(column.type, sa.LargeBinary), (
            "a row's image is JSON: keep files beside, not inside"
        )
        assert not (isinstance(column.type, sa.JSON) and column.nullable), (
            "JSON's null and no value look alike"
        )
        for key in column.foreign_keys:
            assert key.ondelete is None, "a cascade would fire while a step is put back"


def test_migrations_are_numbered_in_a_row() -> None:
    assert [script.name[:6] for script in SCRIPTS] == [f"m{number:04d}_" for number in range(1, SCHEMA + 1)]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_migration_does_not_know_the_models(script: Path) -> None:
    """The models move on; what a migration did to old files must stay what it was."""
    source = script.read_text(encoding="utf-8")
    assert "nhipcau" not in source
    assert "sqlmodel" not in source


@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_every_earlier_schema_has_a_filled_file_to_upgrade(schema: int) -> None:
    """When schema 2 comes: `files/schema_0001.nhipcau` made by the last program of schema 1, and its upgraded dump."""
    assert (FILES / f"schema_{schema:04d}.nhipcau").exists()
    assert (FILES / f"schema_{schema:04d}.json").exists(), "the rows it must hold after the upgrade"
