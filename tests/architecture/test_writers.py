"""A table is written only by the `service.py` of its own room, and by the room of the data file."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from sqlmodel import SQLModel

from nhipcau.database.column_declarations import MODELS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "desktop" / "nhipcau"
_ROOM_OF: Final = {
    name: module.split(".")[1]
    for module in MODELS
    for name, model in vars(import_module(module)).items()
    if isinstance(model, type) and issubclass(model, SQLModel) and hasattr(model, "__table__")
    if model.__module__ == module
}
_COLUMNS: Final = {column.name for table in SQLModel.metadata.tables.values() for column in table.columns}
_STATEMENTS: Final = {
    "insert", "update", "delete", "insert_rows", "insert_and_find", "update_rows", "delete_rows", "table_of",
    "Records",
}  # fmt: skip
_OBJECTS: Final = {"add", "add_all", "delete", "merge"}

LEFT: Final[dict[str, set[str]]] = {
    "surveys/anonymous_waves.py": {".answered_on", "AnonymousAnswer", "db.add"},
    "surveys/answer_service.py": {
        ".answered_on",
        ".pulse_uid",
        ".value",
        "SurveyAnswer",
        "db.add",
        "db.delete",
    },
    "exchange/waiting/remembered_rows.py": {"RememberedForm"},
    "pairing/store/scenario_service.py": {
        ".name",
        ".note",
        "Scenario",
        "ScenarioPair",
        "db.add",
        "db.add_all",
        "db.delete",
    },
}
"""What is still written elsewhere, by file: tables, columns of rows (`.column`), objects (`db.add`). It shrinks."""


def _written(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _called(node.func, node.args)
        elif isinstance(node, ast.Assign):
            yield from (name for target in node.targets for name in _column(target))
        elif isinstance(node, ast.AugAssign):
            yield from _column(node.target)


def _column(target: ast.expr) -> Iterator[str]:
    """Yield the attribute that is set of something else, where it is called as a column of some table."""
    if isinstance(target, ast.Attribute) and target.attr in _COLUMNS and not _is_called(target.value, "self"):
        yield f".{target.attr}"


def _is_called(one: ast.expr, name: str) -> bool:
    return isinstance(one, ast.Name) and one.id == name


def _called(function: ast.expr, given: list[ast.expr]) -> Iterator[str]:
    if isinstance(function, ast.Name) and function.id in _STATEMENTS:
        yield from (one.id for one in given if isinstance(one, ast.Name) and one.id in _ROOM_OF)
    elif isinstance(function, ast.Name) and function.id in _ROOM_OF:
        yield function.id
    elif (
        isinstance(function, ast.Attribute) and function.attr in _OBJECTS and _is_called(function.value, "db")
    ):
        yield f"db.{function.attr}"


def _elsewhere(path: Path) -> set[str]:
    """Return what a file writes that is not its own to write."""
    room = path.relative_to(SOURCE).parts[0]
    found = set(_written(ast.parse(path.read_text(encoding="utf-8"))))
    if path.name == "service.py":
        return {one for one in found if _ROOM_OF.get(one, room) != room}
    return found


def test_tables_are_written_by_the_service_of_their_room_alone() -> None:
    files = [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if path.relative_to(SOURCE).parts[0] != "database" and "ui" not in path.parts
        if "sqlmodel" in path.read_text(encoding="utf-8") or "sqlalchemy" in path.read_text(encoding="utf-8")
    ]
    found = {path.relative_to(SOURCE).as_posix(): _elsewhere(path) for path in files}
    assert {name: written for name, written in found.items() if written} == LEFT
