"""What is put in the place of a statement: nothing, another way out of a loop, another value to return."""

import ast
from collections.abc import Callable, Iterator
from typing import Final

from tests.mutation.operators import Replacement, negated, text_of

_EMPTY: Final = {
    "str": '""', "tuple": "()", "list": "[]", "dict": "{}", "Mapping": "{}", "set": "set()", "frozenset": "frozenset()",
}  # fmt: skip
"""What a function may return instead, by the name its return annotation begins with."""


def removed(node: ast.stmt) -> Iterator[Replacement]:
    yield node, "pass"


def expression(node: ast.Expr) -> Iterator[Replacement]:
    if not isinstance(node.value, ast.Constant | ast.Yield | ast.YieldFrom):
        yield from removed(node)


def assigned(node: ast.Assign) -> Iterator[Replacement]:
    """Return nothing in the place of a write to an object; without a name's first value nothing would run."""
    if all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
        yield from removed(node)


def conditional(node: ast.If | ast.While) -> Iterator[Replacement]:
    yield from negated(node.test)


def left(node: ast.Break | ast.Continue) -> Iterator[Replacement]:
    yield node, "continue" if isinstance(node, ast.Break) else "break"
    yield node, "pass"


STATEMENTS: Final[dict[type[ast.AST], Callable[..., Iterator[Replacement]]]] = {
    ast.Expr: expression,
    ast.Assign: assigned,
    ast.AugAssign: removed,
    ast.Raise: removed,
    ast.Delete: removed,
    ast.If: conditional,
    ast.While: conditional,
    ast.Break: left,
    ast.Continue: left,
}


def returned(node: ast.Return, annotation: ast.expr | None) -> Iterator[Replacement]:
    """Return another value of the kind the function returns."""
    value = node.value
    if value is None or isinstance(value, ast.Constant):
        return
    kind = "" if annotation is None else ast.unparse(annotation)
    if kind == "bool":
        yield from negated(value)
    elif kind == "int":
        yield value, f"({text_of(value)} + 1)"
    elif kind.endswith("| None"):
        yield value, "None"
    else:
        other = _EMPTY.get(kind.partition("[")[0], "None")
        if other != ast.unparse(value):
            yield value, other
