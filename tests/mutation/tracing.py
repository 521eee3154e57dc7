"""A pytest plugin that writes down which lines of the mutated files each test reaches.

Asked for with `-p tests.mutation.tracing` and two variables: `NHIPCAU_TRACED`, the files one a line, and
`NHIPCAU_TRACE`, the file to write.
"""

import json
import os
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

_SEEDED: Final = re.compile(r"\[\d+(-\w\w)?\]$")
_SEEDS: Final = 8
"""How many of a test's numbered examples stand for them all."""

Tracer = Callable[[FrameType, str, Any], Any]


class _Trace:
    """Gathers the lines of one test at a time."""

    def __init__(self, files: list[str]) -> None:
        root = Path.cwd()
        self._names = {str(root / name): name for name in files}
        self._lines: dict[str, set[int]] = {}
        self._local = {path: self._tracer(name) for path, name in self._names.items()}

    def _tracer(self, name: str) -> Tracer:
        def local(frame: FrameType, event: str, _: Any) -> Any:
            if event == "line":
                self._lines.setdefault(name, set()).add(frame.f_lineno)
            return local

        return local

    def _enter(self, frame: FrameType, _event: str, _: Any) -> Tracer | None:
        return self._local.get(frame.f_code.co_filename)

    def start(self) -> None:
        self._lines = {}
        threading.settrace(self._enter)
        sys.settrace(self._enter)

    def stop(self) -> dict[str, list[int]]:
        sys.settrace(None)
        threading.settrace(None)
        return {name: sorted(lines) for name, lines in sorted(self._lines.items())}


def _spent() -> float:
    """Return the processor time of this process and of those it has started: other work does not change it."""
    return sum(os.times()[:4])


class Tracing:
    """Traces every test, and writes one line of JSON for each that passes."""

    def __init__(self, files: list[str], target: Path) -> None:
        self._trace = _Trace(files)
        self._target = target
        self._passed = True

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        met: Counter[str] = Counter()
        kept = []
        for item in items:
            name = _SEEDED.sub("", item.nodeid)
            met[name] += name != item.nodeid
            if met[name] <= _SEEDS:
                kept.append(item)
        items[:] = kept

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._passed = True
        self._trace.start()
        began = _spent()
        result = yield
        seconds = _spent() - began
        row = {
            "test": item.nodeid,
            "passed": self._passed,
            "seconds": round(seconds, 3),
            "lines": self._trace.stop(),
        }
        with self._target.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._passed = self._passed and not report.failed and not report.skipped


def pytest_configure(config: pytest.Config) -> None:
    files = os.environ["NHIPCAU_TRACED"].splitlines()
    config.pluginmanager.register(Tracing(files, Path(os.environ["NHIPCAU_TRACE"])))
