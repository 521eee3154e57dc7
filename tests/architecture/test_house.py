"""Budgets and habits that no tool checks for us."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "desktop" / "nhipcau"
FILES = sorted(SOURCE.rglob("*.py"))
TOP_LEVEL = {"desktop", "resources", "tests", "installer", "pyproject.toml", "README.md", "LICENSE"}


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def test_the_top_level_stays_as_the_owner_fixed_it() -> None:
    working = {".venv", "build", "dist"}
    visible = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - working
    assert visible <= TOP_LEVEL


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_has_at_most_500_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_class_has_at_most_15_public_methods(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            public = [
                item.name
                for item in node.body
                if isinstance(item, ast.FunctionDef) and not item.name.startswith("_") and item.name.islower()
            ]
            assert len(public) <= 15, (node.name, public)


def _calls(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, node.func.attr


@pytest.mark.parametrize("path", [path for path in FILES if "database" not in path.parts], ids=_name)
def test_nothing_outside_the_database_room_commits(path: Path) -> None:
    assert not [line for line, name in _calls(path) if name in {"commit", "rollback"}]


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_page_spins_the_event_loop_or_asks_are_you_sure(path: Path) -> None:
    forbidden = {"processEvents", "question", "warning_box"}
    assert not [line for line, name in _calls(path) if name in forbidden]


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_no_sentence_for_the_user_stands_in_the_code(path: Path) -> None:
    letters = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    loose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings | loose
        and len(node.value.split()) > 2
        and letters.search(node.value)
    ]
    assert not found
