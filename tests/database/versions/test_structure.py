"""What a merge knows of the tables: references, unique keys, and ids that hide in JSON."""

from pathlib import Path
from typing import Any

from tests.support.database import new_file
from tests.support.schema import metadata
from tests.support.versions import opened

from nhipcau.database.versions.structure import HiddenIds, Row, TableStructure, structure_of
from nhipcau.pairing.settings.pairing_input import CriterionSetting, Rules, Settings
from nhipcau.pairing.store.saved_settings import as_json


def _tables(folder: Path) -> dict[str, TableStructure]:
    with opened(new_file(folder)) as database, database.read() as db:
        return {table.name: table for table in structure_of(db.connection())}


def test_every_table_is_known_after_those_it_refers_to(tmp_path: Path) -> None:
    tables = _tables(tmp_path)
    assert set(tables) == {name for name in metadata().tables if not name.startswith("journal_")}
    order = list(tables)
    for table in tables.values():
        assert all(order.index(one.target) <= order.index(table.name) for one in table.references)
        assert {one.column for one in table.references} == {
            key.parent.name for key in metadata().tables[table.name].foreign_keys
        }


def test_the_public_id_tells_rows_before_anything_else_that_is_unique(tmp_path: Path) -> None:
    tables = _tables(tmp_path)
    assert tables["participant"].keys == (("uid",), ("programme_id", "person_id"))
    assert tables["level"].keys == (("uid",), ("name",))


def test_ids_within_json_follow_and_the_rest_of_it_stays_as_it_was() -> None:
    place = HiddenIds("understanding", ("rows", "*", "*"), "person")
    table = TableStructure("remembered_form", ("id", "understanding"), hidden=(place,))
    ids = {"person": {7: 70, 1: 10}}
    changed = table.with_ids({"id": 7, "understanding": '{"rows": {"a": [7, 8, true]}, "n": 7}'}, ids)
    assert changed == {"id": 7, "understanding": '{"rows": {"a": [70, 8, true]}, "n": 7}'}
    untouched: Row = {"id": 7, "understanding": '{ "rows":{"a":[8]}}'}
    assert table.with_ids(untouched, ids) == untouched


def test_every_id_in_the_settings_of_a_kept_plan_is_declared(tmp_path: Path) -> None:
    kept = as_json(Settings((CriterionSetting("question", "high", "alike", 1, 2),), Rules(), (), ()))
    declared = {place.path for place in _tables(tmp_path)["scenario"].hidden}
    assert set(_ids_in(kept, ())) == declared


def _ids_in(value: Any, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    if isinstance(value, list | tuple):
        return [found for each in value for found in _ids_in(each, (*path, "*"))]
    if isinstance(value, dict):
        return [
            found
            for name, each in value.items()
            for found in ([(*path, name)] if name.endswith("_id") else _ids_in(each, (*path, name)))
        ]
    return []
