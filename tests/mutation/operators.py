"""What is put in the place of one node. Plain functions: a node in, replacements with their names out."""

import ast
from collections.abc import Callable, Iterator
from copy import copy
from typing import Final

Replacement = tuple[ast.AST, str]
"""A node to replace, and the text that stands there instead."""

_COMPARED: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_COMPUTED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_OPPOSITES: Final = {"min": "max", "max": "min", "any": "all", "all": "any", "first": "last", "last": "first"}
_DROPPED: Final = ("where", "order_by", "distinct", "group_by", "limit", "strip", "lower", "casefold")
"""Methods whose result is what they were called on, only less so."""
_BARE: Final = (
    ast.Constant, ast.Name, ast.Call, ast.Attribute, ast.Subscript, ast.Tuple, ast.List, ast.Dict, ast.Slice,
)  # fmt: skip


def text_of(node: ast.AST) -> str:
    """Return a node as source that can stand anywhere an expression can."""
    text = ast.unparse(node)
    return text if isinstance(node, _BARE) else f"({text})"


def negated(node: ast.expr) -> Iterator[Replacement]:
    """Return a condition turned round, where no change of its operator says the same already."""
    simple = isinstance(node, ast.Compare) and len(node.ops) == 1
    if not simple and not (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
        yield node, f"(not {text_of(node)})"


def compared(node: ast.Compare) -> Iterator[Replacement]:
    for place, op in enumerate(node.ops):
        for other in _COMPARED[type(op)]:
            changed = copy(node)
            changed.ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield node, text_of(changed)


def joined(node: ast.BoolOp) -> Iterator[Replacement]:
    turned = copy(node)
    turned.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield node, text_of(turned)
    for place in range(len(node.values)):
        rest = [*node.values[:place], *node.values[place + 1 :]]
        fewer = copy(node)
        fewer.values = rest
        yield node, text_of(rest[0] if len(rest) == 1 else fewer)


def unary(node: ast.UnaryOp) -> Iterator[Replacement]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield node, text_of(node.operand)


def computed(node: ast.BinOp) -> Iterator[Replacement]:
    """Return another operator, save where texts are joined: that would only stop with a type error."""
    texts = (ast.JoinedStr, ast.Constant)
    sides = [one for one in (node.left, node.right) if isinstance(one, texts)]
    if any(isinstance(one, ast.JoinedStr) or isinstance(one.value, str) for one in sides):
        return
    other = _COMPUTED.get(type(node.op))
    if other is not None:
        changed = copy(node)
        changed.op = other()
        yield node, text_of(changed)


def constant(node: ast.Constant) -> Iterator[Replacement]:
    value = node.value
    if isinstance(value, bool):
        yield node, repr(not value)
    elif isinstance(value, int | float):
        yield node, repr(value + 1)
        if value:
            yield node, repr(value - 1) if value > 0 else f"({value - 1!r})"
    elif isinstance(value, str):
        yield node, '""' if value else '"mutated"'


def formatted(node: ast.JoinedStr) -> Iterator[Replacement]:
    yield node, '""'


def called(node: ast.Call) -> Iterator[Replacement]:
    """Return swapped arguments, dropped keywords, dropped calls, and the opposites of some functions."""
    plain = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant)
    for place in range(len(node.args) - 1):
        pair = node.args[place : place + 2]
        if all(isinstance(one, plain) for one in pair) and ast.dump(pair[0]) != ast.dump(pair[1]):
            swapped = copy(node)
            swapped.args = [*node.args[:place], *reversed(pair), *node.args[place + 2 :]]
            yield node, text_of(swapped)
    for keyword in node.keywords:
        if keyword.arg is not None:
            fewer = copy(node)
            fewer.keywords = [one for one in node.keywords if one is not keyword]
            yield node, text_of(fewer)
    if isinstance(node.func, ast.Attribute):
        if node.func.attr in _DROPPED:
            yield node, text_of(node.func.value)
        if node.func.attr == "pop" and not node.args:
            yield node, f"{text_of(node.func)}(0)"
    yield from _opposite(node)


def _opposite(node: ast.Call) -> Iterator[Replacement]:
    if isinstance(node.func, ast.Name) and node.func.id in _OPPOSITES:
        yield node.func, _OPPOSITES[node.func.id]
    elif isinstance(node.func, ast.Attribute) and node.func.attr in _OPPOSITES and node.func.attr != "first":
        turned = copy(node.func)
        turned.attr = _OPPOSITES[node.func.attr]
        yield node.func, text_of(turned)


def subscripted(node: ast.Subscript) -> Iterator[Replacement]:
    """Return the last for the first and the other way round, and slices without one of their ends."""
    index = node.slice
    if isinstance(index, ast.Slice):
        for end in ("lower", "upper"):
            if getattr(index, end) is not None:
                wider = copy(index)
                setattr(wider, end, None)
                yield index, text_of(wider)
    elif isinstance(index, ast.Constant) and index.value == 0:
        yield index, "-1"
    elif ast.unparse(index) == "-1":
        yield index, "0"


def chosen(node: ast.IfExp) -> Iterator[Replacement]:
    yield from negated(node.test)


def filtered(node: ast.comprehension) -> Iterator[Replacement]:
    for test in node.ifs:
        yield from negated(test)
        yield test, "True"


EXPRESSIONS: Final[dict[type[ast.AST], Callable[..., Iterator[Replacement]]]] = {
    ast.Compare: compared,
    ast.BoolOp: joined,
    ast.UnaryOp: unary,
    ast.BinOp: computed,
    ast.Constant: constant,
    ast.JoinedStr: formatted,
    ast.Call: called,
    ast.Subscript: subscripted,
    ast.IfExp: chosen,
    ast.comprehension: filtered,
}
