"""A pytest plugin that collects tests once, then runs some of them for one mutant after another.

Each mutant gets a fork of the process, so that it pays neither for Python's start nor for imports. Requests and
replies are lines of JSON over two pipes, whose numbers stand in `NHIPCAU_PIPES`. Works where there is `fork`.
"""

import gc
import importlib
import json
import os
import resource
import select
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from tests.mutation.patching import Functions

_MEMORY: Final = 8 << 30


class Serving:
    """Answers requests in the place of pytest's loop over the tests."""

    def __init__(self, requests: int, replies: int, files: Sequence[str]) -> None:
        self._requests = os.fdopen(requests, encoding="utf-8")
        self._replies = os.fdopen(replies, "w", encoding="utf-8")
        self._files = files
        self._failed = False
        self._items: dict[str, pytest.Item] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for name in self._files:
            importlib.import_module(".".join(Path(name).with_suffix("").parts[1:]).removesuffix(".__init__"))
        self._items = {item.nodeid: item for item in session.items}
        functions = Functions([str(Path.cwd() / name) for name in self._files])
        gc.collect()
        gc.freeze()  # shared with the forks for as long as nobody counts their references
        self._reply({"ready": len(self._items)})
        for line in self._requests:
            self._reply(self._served(json.loads(line), functions))
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed = self._failed or report.failed

    def _reply(self, reply: dict[str, Any]) -> None:
        self._replies.write(json.dumps(reply) + "\n")
        self._replies.flush()

    def _served(self, request: dict[str, Any], functions: Functions) -> dict[str, Any]:
        path = Path.cwd() / request["file"]
        before = path.read_bytes()
        path.write_text(request["content"], encoding="utf-8", newline="")  # for processes that tests start
        reading, writing = os.pipe()
        try:
            child = os.fork()
            if child == 0:
                os.close(reading)
                self._run(request, functions, writing)
            os.close(writing)
            return _watched(child, reading, request["tests"])
        finally:
            os.close(reading)
            path.write_bytes(before)

    def _run(self, request: dict[str, Any], functions: Functions, writing: int) -> None:
        """Run in the fork; never returns."""
        said = "failed"
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            said = self._said(request, functions, writing)
        finally:
            _tell(writing, said)
            os._exit(0)

    def _said(self, request: dict[str, Any], functions: Functions, writing: int) -> str:
        file, content = str(Path.cwd() / request["file"]), request["content"].encode()
        if not functions.patch(file, content, request["function"], request["line"]):
            return "unpatched"
        items = [(self._items[name], seconds) for name, seconds in request["tests"] if name in self._items]
        for place, (item, seconds) in enumerate(items):
            _tell(writing, f"running {item.nodeid}")
            signal.setitimer(signal.ITIMER_PROF, seconds)
            following = items[place + 1][0] if place + 1 < len(items) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed:
                return "failed"
        return "passed"


def _tell(pipe: int, line: str) -> None:
    os.write(pipe, f"{line}\n".encode())


def _watched(child: int, reading: int, tests: Sequence[tuple[str, float]]) -> dict[str, Any]:
    """Wait for a fork: for processor time it has its own limit, for waiting this is the limit."""
    patience = 60 + 8 * max((seconds for _, seconds in tests), default=0)
    said, ended = b"", False
    while not ended:
        if not select.select([reading], [], [], patience)[0]:
            break
        more = os.read(reading, 65536)
        said, ended = (
            said + more,
            not more or (said + more).endswith((b"passed\n", b"failed\n", b"unpatched\n")),
        )
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    lines = said.decode().splitlines()
    last = lines[-1] if lines else ""
    ran = [line.partition(" ")[2] for line in lines if line.startswith("running ")]
    reply = {"test": ran[-1] if ran else "", "ran": len(ran)}
    if last in ("passed", "unpatched"):
        return {"outcome": "survived" if last == "passed" else last, **reply}
    slow = not ended or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF)
    return {"outcome": "timed out" if slow else "killed", **reply}


def pytest_configure(config: pytest.Config) -> None:
    requests, replies = map(int, os.environ["NHIPCAU_PIPES"].split())
    files = os.environ["NHIPCAU_MUTATED"].splitlines()
    config.pluginmanager.register(Serving(requests, replies, files))
