"""Every mutant of a file, in the order of its source."""

import ast
import random
from collections.abc import Iterator, Sequence
from typing import Final

from tests.mutation.mutant import Module, Mutant
from tests.mutation.operators import EXPRESSIONS, Replacement
from tests.mutation.statements import STATEMENTS, returned

_LOGS: Final = {"log", "_log", "_LOG", "logger", "_logger"}
_TYPED: Final = {"TypeVar", "NewType", "getLogger", "overload"}
_Function = ast.FunctionDef | ast.AsyncFunctionDef


def find(module: Module) -> Iterator[Mutant]:
    """Yield what can be changed; not every one of them is Python, or different."""
    seen: set[tuple[tuple[int, int], str]] = set()
    for mutant in _Finder(module).found():
        if (mutant.span, mutant.replacement) not in seen:
            seen.add((mutant.span, mutant.replacement))
            yield mutant


def draw(modules: Sequence[Module], seed: int, count: int) -> list[Mutant]:
    """Draw so many mutants, the same ones for the same seed and source, in the order of the source."""
    every = [mutant for module in modules for mutant in find(module)]
    places = list(range(len(every)))
    random.Random(seed).shuffle(places)
    drawn: list[int] = []
    for place in places:
        if len(drawn) == count:
            break
        if every[place].is_different:
            drawn.append(place)
    return [every[place] for place in sorted(drawn)]


class _Finder:
    """Walks a module, and knows which function and statement it is in."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._scope: list[str] = []
        self._function: tuple[str, int] | None = None
        self._returns: ast.expr | None = None
        self._statement: ast.stmt | None = None

    def found(self) -> Iterator[Mutant]:
        yield from self._body(self._module.tree.body)

    def _body(self, body: Sequence[ast.stmt]) -> Iterator[Mutant]:
        for statement in body:
            if not _is_skipped(statement):
                outer, self._statement = self._statement, statement
                yield from self._within(statement)
                self._statement = outer

    def _within(self, node: ast.stmt) -> Iterator[Mutant]:
        if isinstance(node, _Function):
            yield from self._of_function(node)
            return
        if isinstance(node, ast.ClassDef):
            self._scope.append(node.name)
            yield from self._body(node.body)
            self._scope.pop()
            return
        if isinstance(node, ast.Return):
            yield from self._made(returned(node, self._returns))
        elif type(node) in STATEMENTS:
            yield from self._made(STATEMENTS[type(node)](node))
        yield from self._children(node)

    def _of_function(self, node: _Function) -> Iterator[Mutant]:
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            yield from self._of_expression(default)
        before = self._function, self._returns
        self._scope.append(node.name)
        if self._function is None:
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            self._function = ".".join(self._scope), first
        self._returns = node.returns
        yield from self._body(node.body)
        self._scope.pop()
        self._function, self._returns = before

    def _children(self, node: ast.AST) -> Iterator[Mutant]:
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "targets", "target", "decorator_list"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.stmt):
                    yield from self._body([child])
                elif isinstance(child, ast.ExceptHandler | ast.match_case):
                    yield from self._body(child.body)
                elif isinstance(child, ast.AST):
                    yield from self._of_expression(child)

    def _of_expression(self, node: ast.AST) -> Iterator[Mutant]:
        if isinstance(node, ast.expr) and _is_type_or_log(node):
            return
        if type(node) in EXPRESSIONS:
            yield from self._made(EXPRESSIONS[type(node)](node))
        if isinstance(node, ast.JoinedStr):
            return  # until Python 3.12 what stands within has no place of its own
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "cast":
            yield from self._of_expression(node.args[1])
            return
        yield from self._children(node)

    def _made(self, replacements: Iterator[Replacement]) -> Iterator[Mutant]:
        for node, text in replacements:
            assert isinstance(node, ast.expr | ast.stmt | ast.Slice)
            assert self._statement is not None
            assert node.end_lineno is not None
            assert node.end_col_offset is not None
            starts = self._module.starts
            yield Mutant(
                self._module,
                (node.lineno, node.end_lineno),
                _heading(self._statement),
                self._function,
                (
                    starts[node.lineno - 1] + node.col_offset,
                    starts[node.end_lineno - 1] + node.end_col_offset,
                ),
                text,
                f"{_short(ast.unparse(node))} → {_short(text)}",
            )


def _short(text: str) -> str:
    """Return a text on one line, without its middle when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= 160 else f"{line[:110]} … {line[-45:]}"


def _heading(node: ast.stmt) -> tuple[int, int]:
    body = getattr(node, "body", None)
    last = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno
    return node.lineno, last or node.lineno


def _is_skipped(node: ast.stmt) -> bool:
    """Tell what only types, names or says something to a programmer."""
    if isinstance(node, ast.Assert | ast.Import | ast.ImportFrom | ast.Pass):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) or _is_type_or_log(node.value) or _is_flush(node.value)
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0]) == "__all__" or _is_alias(node.value)
    return False


def _is_flush(value: ast.expr) -> bool:
    """Tell what in a service only moves the moment of writing: a session writes before it reads, and at its end."""
    return ast.unparse(value) == "db.flush()"


def _is_alias(value: ast.expr) -> bool:
    """Tell a name for a type: `Literal[…]`, `Mapping[…]`, `A | B`."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
        return _is_alias(value.left) or _is_alias(value.right)
    return isinstance(value, ast.Subscript) and ast.unparse(value.value).lstrip("_") in (
        "Literal", "Callable", "Mapping", "Sequence", "tuple", "dict", "list", "set", "frozenset", "Iterator", "type",
    )  # fmt: skip


def _is_type_or_log(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func)
    return name in _TYPED or name.rpartition(".")[2] == "getLogger" or name.partition(".")[0] in _LOGS
