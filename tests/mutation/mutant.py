"""One small change to one file of the program."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

SOURCE: Final = "desktop/nhipcau"
NAMES: Final = ("rules.py", "service.py")
FOLDERS: Final = ("merge", "database")
LEFT_OUT: Final = ("versions", "postgres.py")
"""What a migration did is over: it is held by the files that older versions left in `tests/migrations/files`. And a
server is not at hand wherever this runs."""


@dataclass(frozen=True)
class Module:
    """A file of the program that is mutated."""

    path: str
    """Relative to the project folder, with forward slashes."""
    content: bytes

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.content)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line begins, in bytes."""
        starts = [0]
        for line in self.content.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return tuple(starts)

    def text(self, line: int) -> str:
        return self.content.splitlines()[line - 1].decode().strip()


@dataclass(frozen=True, slots=True)
class Mutant:
    """A piece of a file and what stands there instead."""

    module: Module
    lines: tuple[int, int]
    """The first and the last line of what changes."""
    statement: tuple[int, int]
    """The lines of the statement it belongs to; of a compound one, those of its heading."""
    function: tuple[str, int] | None
    """The outermost function around it and where that begins; None where it is run while importing."""
    span: tuple[int, int]
    """The bytes that change."""
    replacement: str
    change: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells the mutant apart though lines above it come and go."""
        function = self.function[0] if self.function is not None else ""
        return self.module.path, function, self.module.text(self.lines[0]), self.change

    @property
    def content(self) -> bytes:
        first, last = self.span
        return self.module.content[:first] + self.replacement.encode() + self.module.content[last:]

    @property
    def is_different(self) -> bool:
        """Whether it is Python at all, and something else than before."""
        try:
            changed = ast.parse(self.content)
        except SyntaxError:
            return False
        return ast.dump(changed) != ast.dump(self.module.tree)

    def __str__(self) -> str:
        return f"{self.module.path}:{self.lines[0]}: {self.change}"


def modules(root: Path, only: Sequence[str] = ()) -> tuple[Module, ...]:
    """Return what is mutated, in a fixed order; `only` names files or folders to keep to."""
    found = []
    for path in sorted((root / SOURCE).rglob("*.py")):
        folders = path.relative_to(root / SOURCE).parts[:-1]
        name = path.relative_to(root).as_posix()
        wanted = path.name in NAMES or set(FOLDERS) & set(folders)
        if wanted and not set(LEFT_OUT) & {*folders, path.name} and name.startswith(tuple(only) or SOURCE):
            found.append(Module(name, path.read_bytes()))
    return tuple(found)
