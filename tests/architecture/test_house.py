"""Budgets and habits that no tool checks for us: one test a rule, which names every place that breaks it."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "desktop" / "nhipcau"
TOP_LEVEL = {"desktop", "resources", "tests", "installer", "pyproject.toml", "README.md", "LICENSE"}

Rule = Callable[[str, ast.Module, str], Iterator[object]]
"""Yields what breaks the rule in a file, given its name, its syntax tree and its text."""


def _too_long(name: str, tree: ast.Module, text: str) -> Iterator[object]:
    lines = text.count("\n")
    if lines > 500:
        yield f"{lines} lines"


def _too_many_public_methods(name: str, tree: ast.Module, text: str) -> Iterator[object]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            public = [
                item.name
                for item in node.body
                if isinstance(item, ast.FunctionDef) and not item.name.startswith("_") and item.name.islower()
            ]
            if len(public) > 15:
                yield node.name, public


def _calls(tree: ast.Module, forbidden: set[str]) -> Iterator[object]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in forbidden
        ):
            yield node.lineno, node.func.attr


def _commits(name: str, tree: ast.Module, text: str) -> Iterator[object]:
    if "database" not in Path(name).parts:
        yield from _calls(tree, {"commit", "rollback"})


def _waits_or_asks(name: str, tree: ast.Module, text: str) -> Iterator[object]:
    yield from _calls(tree, {"processEvents", "question", "warning_box"})


_LETTERS: Final = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def _speaks_to_the_user(name: str, tree: ast.Module, text: str) -> Iterator[object]:
    if not _LETTERS.search(text):
        return
    loose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings among them
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in loose
            and len(node.value.split()) > 2
            and _LETTERS.search(node.value)
        ):
            yield node.lineno, node.value


RULES: Final[dict[str, Rule]] = {
    "a file has at most 500 lines": _too_long,
    "a class has at most 15 public methods": _too_many_public_methods,
    "nothing outside the database room commits": _commits,
    "no page spins the event loop or asks are you sure": _waits_or_asks,
    "no sentence for the user stands in the code": _speaks_to_the_user,
}
_BROKEN: Final = {
    "a file has at most 500 lines": "x = 1\n" * 501,
    "a class has at most 15 public methods": "class A:\n"
    + "".join(f"  def a{k}(self): pass\n" for k in range(16)),
    "nothing outside the database room commits": "def a(db):\n    db.commit()\n",
    "no page spins the event loop or asks are you sure": "QCoreApplication.processEvents()\n",
    "no sentence for the user stands in the code": "def a():\n    return 'Bạn chắc chứ?'\n",
}


@cache
def _files() -> dict[str, tuple[ast.Module, str]]:
    files = {}
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        files[str(path.relative_to(SOURCE))] = (ast.parse(text), text)
    return files


def test_the_top_level_stays_as_the_owner_fixed_it() -> None:
    working = {".venv", "build", "dist"}
    visible = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - working
    assert visible <= TOP_LEVEL


def test_every_file_is_looked_at() -> None:
    assert len(_files()) > 500


@pytest.mark.parametrize("rule", RULES)
def test_every_file_keeps_the_rule(rule: str) -> None:
    broken = {name: [*RULES[rule](name, *file)] for name, file in _files().items()}

    assert not {name: places for name, places in broken.items() if places}


@pytest.mark.parametrize("rule", RULES)
def test_a_file_that_breaks_the_rule_is_found(rule: str) -> None:
    assert [*RULES[rule]("overview/ui/page.py", ast.parse(_BROKEN[rule]), _BROKEN[rule])]


def test_a_docstring_and_the_database_room_are_let_be() -> None:
    docstring = '"""Bạn chắc chứ, thưa cô?"""\n'
    assert not [*_speaks_to_the_user("a.py", ast.parse(docstring), docstring)]
    assert not [*_commits("database/store.py", ast.parse("db.commit()"), "")]
