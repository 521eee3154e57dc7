"""Runs the tests that reach a mutant against it, in a copy of the project."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Literal

from tests.mutation.mutant import Module, Mutant
from tests.mutation.reach import Reach, Test
from tests.mutation.tree import copied_tree, environment, pytest_command, run_tests

Outcome = Literal["killed", "survived", "timed out", "not covered"]

_SLACK: Final = 8
"""How many times as long as it took unchanged a test may take, and how many seconds more."""


@dataclass(frozen=True, slots=True)
class Result:
    outcome: Outcome
    test: str = ""
    """The test that told."""
    ran: int = 0
    covering: int = 0

    @property
    def lives(self) -> bool:
        return self.outcome in ("survived", "not covered")


class Trial:
    """Tries mutants one at a time."""

    def __init__(self, tree: Path, reach: Reach, modules: Sequence[Module], budget: float) -> None:
        self._tree = tree
        self._reach = reach
        self._budget = budget
        self._modules = modules
        self._server = _Server(tree, reach.files, modules) if hasattr(os, "fork") else None

    def close(self) -> None:
        if self._server is not None:
            self._server.close()

    def run(self, mutant: Mutant) -> Result:
        covering = self._reach.covering(mutant)
        if not covering:
            return Result("not covered")
        tests = list(self._affordable(covering))
        if self._server is not None and mutant.function is not None:
            reply = self._server.ask(mutant, tests)
            if reply["outcome"] != "unpatched":
                return Result(reply["outcome"], reply["test"], reply["ran"], len(covering))
        return self._anew(mutant, tests, len(covering))

    def _affordable(self, tests: Sequence[Test]) -> Iterator[Test]:
        spent = 0.0
        for test in tests:
            if spent and spent + test.seconds > self._budget:
                return
            spent += test.seconds
            yield test

    def _anew(self, mutant: Mutant, tests: Sequence[Test], covering: int) -> Result:
        """Start Python anew, for what is run while importing."""
        path = self._tree / mutant.module.path
        names = self._tree.parent / "names.txt"
        names.write_text("\n".join(test.name for test in tests), encoding="utf-8")
        path.write_bytes(mutant.content)
        limit = 120 + _SLACK * sum(test.seconds for test in tests)
        try:
            ended = run_tests(self._tree, "", ["-x", f"@{names}"], {}, limit)
        except subprocess.TimeoutExpired:
            return Result("timed out", covering=covering)
        finally:
            path.write_bytes(mutant.module.content)
        return Result("survived" if ended == 0 else "killed", ran=len(tests), covering=covering)


class _Server:
    """The process that has collected the tests and forks for each mutant."""

    def __init__(self, tree: Path, files: Sequence[str], modules: Sequence[Module]) -> None:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        more = {
            "NHIPCAU_PIPES": f"{theirs_in} {theirs_out}",
            "NHIPCAU_MUTATED": "\n".join(module.path for module in modules),
        }
        self._process = subprocess.Popen(
            pytest_command(tree, "tests.mutation.serving", ["-o", "timeout=0", *files]),
            cwd=tree,
            env=environment(tree, more),
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._requests: IO[str] = os.fdopen(ours_out, "w", encoding="utf-8")
        self._replies: IO[str] = os.fdopen(ours_in, encoding="utf-8")
        self._read()

    def ask(self, mutant: Mutant, tests: Sequence[Test]) -> dict[str, Any]:
        assert mutant.function is not None
        request = {
            "file": mutant.module.path,
            "content": mutant.content.decode(),
            "function": mutant.function[0],
            "line": mutant.function[1],
            "tests": [(test.name, _SLACK * (test.seconds + 1)) for test in tests],
        }
        self._requests.write(json.dumps(request) + "\n")
        self._requests.flush()
        return self._read()

    def close(self) -> None:
        self._requests.close()
        self._process.wait(60)
        self._replies.close()

    def _read(self) -> dict[str, Any]:
        line = self._replies.readline()
        if not line:
            sys.exit("The process that runs the tests has ended; run them by hand to see why.")
        reply: dict[str, Any] = json.loads(line)
        return reply


@contextmanager
def trial(reach: Reach, modules: Sequence[Module], budget: float) -> Iterator[Trial]:
    """Make a copy of the project to try mutants in, and clear it away afterwards."""
    with copied_tree() as tree:
        made = Trial(tree, reach, modules, budget)
        try:
            yield made
        finally:
            made.close()
