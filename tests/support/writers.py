"""Everything in a program's source that writes outside it, and what refers to what."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_METHODS: Final = frozenset({
    "write_bytes", "write_text", "writestr", "setMimeData", "clipboard", "as_bytes", "as_string", "backup", "openUrl",
    "grab", "hardlink_to", "symlink_to", "touch", "iterdump", "tofile", "toPdf", "sendmail", "send_message",
})  # fmt: skip
"""Methods of other libraries that write, whatever they are called on."""
_CALLS: Final = frozenset({
    "print", "sqlite3.connect", "shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copyfileobj",
    "shutil.copytree", "shutil.make_archive", "shutil.move", "os.write", "os.link", "os.symlink", "os.rename",
    "os.replace", "os.sendfile", "sys.stdout.write", "sys.stderr.write", "subprocess.Popen", "subprocess.run",
    "subprocess.call", "subprocess.check_call", "subprocess.check_output", "os.system", "os.startfile",
    "webbrowser.open", "json.dump", "csv.writer", "pickle.dump", "tempfile.mkstemp", "smtplib.SMTP",
})  # fmt: skip
_MADE: Final = frozenset({
    "QPrinter", "QPdfWriter", "QSaveFile", "QFile", "QTextDocumentWriter", "QSvgGenerator", "QPicture", "QDrag",
    "NamedTemporaryFile", "TemporaryFile", "FileHandler", "RotatingFileHandler",
})  # fmt: skip
"""Classes of other libraries that are made to write."""
_PLACE: Final = re.compile(r"path|folder|target|file|str\(")
"""What a picture or a book is saved to; other things that are called `save` ask for something."""
_WRITING_MODE: Final = frozenset("wax+")


@dataclass(slots=True)
class Part:
    """A function or method with all that is defined in it."""

    name: str
    """`module:function` or `module:Class.method`, without the package."""
    writes: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """What it refers to, in full."""
    attributes: set[str] = field(default_factory=set)
    """What it reads of something whose kind is not known."""
    own: set[str] = field(default_factory=set)
    """What it reads of itself."""


@dataclass(slots=True)
class _Module:
    name: str
    tree: ast.Module
    imports: dict[str, str] = field(default_factory=dict)
    defined: set[str] = field(default_factory=set)


def parts_of(root: Path, tools: Sequence[str] = (), more: Mapping[str, str] | None = None) -> dict[str, Part]:
    """Return every function and method of the package at `root`, by name, and of `more`, by name and source.

    Whoever names one of `tools` counts as writing.
    """
    sources = {_name(path, root): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.py"))}
    modules = {name: _module(name, text, root.name) for name, text in {**sources, **(more or {})}.items()}
    parts: dict[str, Part] = {}
    for module in modules.values():
        for qualified, nodes in _definitions(module.tree):
            part = Part(f"{module.name}:{qualified}")
            for node in nodes:
                _Reader(part, module, modules).visit(node)
            part.writes += sorted(part.names.intersection(tools))
            parts[part.name] = part
    return parts


def _name(path: Path, root: Path) -> str:
    inside = path.relative_to(root).with_suffix("").parts
    return ".".join(part for part in inside if part != "__init__") or root.name


def _module(name: str, source: str, package: str) -> _Module:
    module = _Module(name, ast.parse(source))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == package:
            source = (node.module or "").partition(".")[2] or package
            for alias in node.names:
                module.imports[alias.asname or alias.name] = f"{source}:{alias.name}"
    module.defined = {
        node.name for node in module.tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    return module


def _definitions(tree: ast.Module) -> Iterator[tuple[str, Sequence[ast.AST]]]:
    loose: list[ast.AST] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, [node]
        elif isinstance(node, ast.ClassDef):
            inside = [one for one in node.body if isinstance(one, ast.FunctionDef)]
            for method in inside:
                yield f"{node.name}.{method.name}", [method]
            yield node.name, [*node.bases, *(one for one in node.body if one not in inside)]
        else:
            loose.append(node)
    yield "<module>", loose


class _Reader(ast.NodeVisitor):
    """Fills in what a part writes and names."""

    def __init__(self, part: Part, module: _Module, modules: Mapping[str, _Module]) -> None:
        self._part = part
        self._module = module
        self._modules = modules

    def visit_Name(self, node: ast.Name) -> None:
        if node.id in self._module.defined:
            self._part.names.add(f"{self._module.name}:{node.id}")
        elif found := self._module.imports.get(node.id):
            self._part.names.add(self._origin(found))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name):
            base = self._module.imports.get(node.value.id, "")
            inside = f"{base.partition(':')[0]}.{base.partition(':')[2]}".removeprefix("nhipcau.")
            if inside in self._modules:
                self._part.names.add(self._origin(f"{inside}:{node.attr}"))
                return
        if node.attr.endswith("FileHandler"):
            self._part.writes.append(f"{node.attr}, line {node.lineno}")
        (self._part.own if _is_self(node.value) else self._part.attributes).add(node.attr)
        self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        if _writes(node, _dotted(node.func)):
            self._part.writes.append(f"{ast.unparse(node.func)}, line {node.lineno}")
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        """Names are known already."""

    def _origin(self, name: str) -> str:
        """Follow a name through the packages that hand it on."""
        for _ in range(5):
            module, _, inside = name.partition(":")
            known = self._modules.get(module)
            if known is None or inside in known.defined or inside not in known.imports:
                break
            name = known.imports[inside]
        return name


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def _dotted(node: ast.expr) -> str:
    """Write `a.b.c`; what is not a name is left out."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _writes(call: ast.Call, named: str) -> bool:
    if named in _CALLS or named.rpartition(".")[2] in _MADE:
        return True
    if isinstance(call.func, ast.Name):
        return call.func.id in ("open", "ZipFile") and _to_write(call, 1)
    if not isinstance(call.func, ast.Attribute):
        return False
    name = call.func.attr
    return (
        name in _METHODS
        or (name == "open" and _to_write(call, 0))
        or (name == "save" and not _is_self(call.func.value) and _names_a_place(call))
        or (name in ("replace", "rename") and len(call.args) == 1 and not call.keywords)
    )


def _names_a_place(call: ast.Call) -> bool:
    return any(_PLACE.search(ast.unparse(one)) for one in call.args)


def _to_write(call: ast.Call, place: int) -> bool:
    """Say whether something is opened to be written to."""
    modes = [*call.args[place : place + 1], *(one.value for one in call.keywords if one.arg == "mode")]
    return any(
        isinstance(mode, ast.Constant)
        and isinstance(mode.value, str)
        and bool(_WRITING_MODE & set(mode.value))
        for mode in modes
    )
