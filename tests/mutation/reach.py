"""Which tests reach which lines, measured once and kept in `build/` until a file that matters changes."""

import ast
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.mutation.mutant import Module, Mutant
from tests.mutation.tree import BUILD, ROOT, copied_tree, run_tests

KEPT: Final = BUILD / "reach.json"
_LEFT_OUT: Final = ("architecture", "benchmarks", "gallery", "hostile", "mutation", "stories", "support")
_MARKED: Final = "not slow and not benchmark"
_FEW: Final = 5
_QUICK: Final = 0.3
_AT_ONCE: Final = 15
"""How many files of tests one run traces: fewer lose less when it is stopped, more start Python less often."""


@dataclass(frozen=True, slots=True)
class Test:
    name: str
    seconds: float
    lines: dict[str, frozenset[int]]


class Reach:
    """Answers which tests to run for a mutant, the likeliest and fastest first."""

    def __init__(self, tests: Iterable[Test]) -> None:
        self._tests = sorted(tests, key=lambda test: (test.seconds, test.name))
        self._of_file: dict[str, list[Test]] = {}
        for test in self._tests:
            for name in test.lines:
                self._of_file.setdefault(name, []).append(test)

    def __len__(self) -> int:
        return len(self._tests)

    @property
    def files(self) -> list[str]:
        """Return the files of tests that reach anything."""
        return sorted({test.name.partition("::")[0] for test in self._tests if test.lines})

    def covering(self, mutant: Mutant) -> list[Test]:
        """Return the tests that reach a mutant; of one that is run while importing, all that use its file.

        Of a file that is only imported no line is reached by any: there all of its room are asked.
        """
        path = mutant.module.path
        near = self._of_file.get(path, [])
        if mutant.function is None:
            return _in_turn(near or [test for test in self._tests if test.name.startswith(_room(path))], path)
        found: list[Test] = []
        for first, last in (mutant.lines, mutant.statement):
            wanted = range(first, last + 1)
            found = [test for test in near if not test.lines[path].isdisjoint(wanted)]
            if found:
                break
        if found and len(found) < _FEW:  # what is remembered from test to test is reached by the first only
            found += [test for test in near if test not in found]
        return _in_turn(found, path)


def _in_turn(tests: Sequence[Test], path: str) -> list[Test]:
    """Return the tests of the file's own room, save those of its windows, before those of others; quick ones first.

    Of the slow ones the files take turns, each with its fastest left: tests of one file often look at the same thing.
    """
    room = _room(path)
    met: Counter[str] = Counter()
    order = {}
    for test in sorted(tests, key=lambda test: test.seconds):
        file = test.name.partition("::")[0]
        met[file] += test.seconds > _QUICK
        order[test.name] = (not file.startswith(room) or "/ui/" in file, met[file], test.seconds)
    return sorted(tests, key=lambda test: order[test.name])


def _room(path: str) -> str:
    return f"tests/{path.split('/')[2]}/"


def files_of_tests(only: Sequence[str] = ()) -> list[str]:
    """Return the files whose tests may kill, those of windows last."""
    found = [path.relative_to(ROOT) for path in sorted((ROOT / "tests").rglob("test_*.py"))]
    wanted = [path for path in found if path.parts[1] not in _LEFT_OUT]
    names = [path.as_posix() for path in sorted(wanted, key=lambda path: "ui" in path.parts)]
    return [name for name in names if name.startswith(tuple(only) or "tests/")]


def measured(modules: Sequence[Module], names: Sequence[str]) -> Reach:
    """Return the map of these files of tests; what changed since it was kept is measured again."""
    kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    stale = [name for name in names if not _holds(kept.get(name), name)]
    if stale:
        print(f"finding out which lines {len(stale)} files of tests reach …", flush=True)
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        for name, rows in _traced(modules, stale):
            kept[name] = _entry(name, rows)
            KEPT.write_text(json.dumps(kept), encoding="utf-8")
    return Reach(_tests(kept[name]["rows"] for name in names))


def _tests(entries: Iterable[Sequence[Any]]) -> Iterator[Test]:
    for rows in entries:
        for row in rows:
            if row["passed"]:
                lines = {path: frozenset(numbers) for path, numbers in row["lines"].items()}
                yield Test(row["test"], row["seconds"], lines)


def _traced(modules: Sequence[Module], names: Sequence[str]) -> Iterator[tuple[str, list[Any]]]:
    every = "\n".join(module.path for module in modules)
    with copied_tree() as tree:
        target = tree.parent / "trace.jsonl"
        for first in range(0, len(names), _AT_ONCE):
            part = names[first : first + _AT_ONCE]
            target.write_text("", encoding="utf-8")
            more = {"NHIPCAU_TRACED": every, "NHIPCAU_TRACE": str(target)}
            run_tests(tree, "tests.mutation.tracing", ["-m", _MARKED, *part], more)
            rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
            print(f"  {first + len(part)}/{len(names)} files, {len(rows)} tests more", flush=True)
            for name in part:
                yield name, [row for row in rows if row["test"].partition("::")[0] == name]


def _entry(name: str, rows: Sequence[Any]) -> dict[str, Any]:
    sources = sorted({path for row in rows for path in row["lines"]})
    return {"test": _digest_of_test(name), "sources": {path: _digest(path) for path in sources}, "rows": rows}


def _holds(entry: Any, name: str) -> bool:
    if entry is None or entry["test"] != _digest_of_test(name):
        return False
    return all(_digest(path) == digest for path, digest in entry["sources"].items())


@cache
def _digest(path: str) -> str:
    whole = ROOT / path
    return hashlib.sha256(whole.read_bytes()).hexdigest() if whole.is_file() else ""


@cache
def _digest_of_test(name: str) -> str:
    """Return what tells this file of tests, with the helpers that it imports."""
    found: dict[str, str] = {}
    waiting = [name, "tests/conftest.py"]
    while waiting:
        path = waiting.pop()
        if path not in found and (ROOT / path).is_file():
            found[path] = _digest(path)
            waiting += _helpers(ROOT / path)
    return hashlib.sha256(json.dumps(sorted(found.items())).encode()).hexdigest()


def _helpers(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests"):
            module = (node.module or "").replace(".", "/")
            yield f"{module}.py"
            yield from (f"{module}/{each.name}.py" for each in node.names)
