"""Nothing that the mouse wheel could change is made without being calmed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import nhipcau

ROOT = Path(nhipcau.__file__).parent
TURNED = {
    "QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit",
    "QSlider", "QDial", "QTabBar", "QTabWidget",
}  # fmt: skip


def _uncalmed(tree: ast.Module) -> Iterator[int]:
    """Yield the lines where such a control is made, or a kind of it begun, without `calm`."""
    calmed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node.func) == "calm"
        for inner in ast.walk(node)
    }
    kinds = {
        node.name: node
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and TURNED & {_name(base) for base in node.bases}
    }
    calm_kinds = {name for name, node in kinds.items() if _calms_itself(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or id(node) in calmed:
            continue
        if _name(node.func) in TURNED | (set(kinds) - calm_kinds):
            yield node.lineno
    for name in set(kinds) - calm_kinds:
        if not any(isinstance(node, ast.Call) and _name(node.func) == name for node in ast.walk(tree)):
            yield kinds[name].lineno  # made elsewhere, where nobody would think of it


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _calms_itself(kind: ast.ClassDef) -> bool:
    calls = (node for node in ast.walk(kind) if isinstance(node, ast.Call) and _name(node.func) == "calm")
    return any(_name(one.args[0]) == "self" for one in calls)


def test_every_choice_number_and_slider_is_calm() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted(ROOT.rglob("*.py"))
        if "PySide6.QtWidgets" in (text := path.read_text(encoding="utf-8"))
        for line in _uncalmed(ast.parse(text))
    ]
    assert not found, found


def test_one_that_is_not_calm_is_found() -> None:
    assert list(_uncalmed(ast.parse("box = QComboBox()\nspin = calm(QSpinBox())\nclass A(QSlider): pass")))
    assert not list(_uncalmed(ast.parse("class A(QSlider):\n def __init__(self): calm(self)\nb = A()")))
