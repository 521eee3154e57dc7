"""A module's name says what it holds, and a class's name means one thing in the whole program."""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[2] / "desktop" / "nhipcau"
_NOUNS: Final = frozenset({"heading", "wording"})
"""Words in -ing and -ed that name a thing."""
_FURNITURE: Final = frozenset({"Actions", "Details", "ListCard"})
"""What every room has under the same name, as it has its `queries.py`."""


def _is_bare(name: str) -> bool:
    return re.fullmatch("[a-z]+(ing|ed)", name) is not None and name not in _NOUNS


def test_a_module_is_called_by_what_it_holds() -> None:
    bare = [path.stem for path in SOURCE.rglob("*.py") if _is_bare(path.stem)]
    assert not bare, "say what is read, written, kept ...: `answer_reading`, not `reading`"


def test_no_two_classes_have_one_name() -> None:
    times = Counter(
        node.name
        for path in SOURCE.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and node.name not in _FURNITURE
    )
    twice = [name for name, number in times.items() if number > 1]
    assert not twice, "another class is called so already"


def test_a_bare_name_is_found() -> None:
    assert [name for name in ("reading", "declared", "answer_reading", "heading", "rules") if _is_bare(name)] == [
        "reading", "declared",
    ]  # fmt: skip
