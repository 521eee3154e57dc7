"""Child processes that read files: begun when needed, and used again only after a file that was what it said it was.

Each is asked through its pipes: how many bytes come, the bytes of one file, and back the same way its answer. It
knows neither a name nor a place of any file.
"""

import atexit
import hashlib
import marshal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from tempfile import TemporaryFile
from threading import Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Any, Final

from nhipcau.common.progress import Cancelled, Progress
from nhipcau.workbook.cells import Unreadable
from nhipcau.workbook.limits import LENGTH, LIMITS, Limits
from nhipcau.workbook.reader.memory_limit import OUT_OF_MEMORY, used_by

_POLL_SECONDS = 0.05
_MOST_WORDS: Final = 1 << 16
_PIPE_BYTES: Final = 1 << 20  # where the system can: the two take turns less often
# The child finds the program where the parent found it, without the cost of setting up site-packages again.
_BOOT = (
    "import os,sys; sys.path[:]=sys.argv.pop(1).split('\\n'); "
    "from nhipcau.workbook.reader.reader_process import main; os._exit(main(sys.argv[1:]))"
)


class ReaderPool:
    """Reads files, one after the other or from several threads; its processes end with it."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._idle: list[_Child] = []

    def __enter__(self) -> "ReaderPool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._idle:
            self._idle.pop().end()

    def ask(self, data: Callable[[], bytes], name: str, progress: Progress) -> dict[str, Any]:
        """Return what a child process says of a file. Raises Unreadable, as `data` may, or Cancelled."""
        try:
            child = self._idle.pop()
        except IndexError:
            child = AHEAD.taken(self._limits) or _Child(self._limits)
        try:
            answer = child.answer(data, name, progress)
        except BaseException:
            child.end()
            raise
        if "refused" in answer or answer["weary"]:
            child.end()  # what was wrong with one file has no way to the next
        else:
            self._idle.append(child)
        return answer


def _command(limits: Limits) -> list[str]:
    numbers = [str(number) for number in limits]
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-workbook", *numbers]
    return [sys.executable, "-I", "-S", "-c", _BOOT, "\n".join(sys.path), *numbers]


class _Child:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._said = b""
        self._digest = ""
        self._trouble: Unreadable | None = None
        self._last_words = TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(  # noqa: S603 - our own program, arguments we made
            _command(limits),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._last_words,
            pipesize=_PIPE_BYTES,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def answer(self, data: Callable[[], bytes], name: str, progress: Progress) -> dict[str, Any]:
        """Hand over a file and wait: the talking is left to a thread, as any of it may take for ever."""
        self._said = b""
        end = monotonic() + self._limits.seconds
        talk = Thread(target=self._talk, args=(data,), daemon=True)
        talk.start()
        while talk.is_alive():
            talk.join(_POLL_SECONDS)
            if progress.is_cancelled:
                raise Cancelled
            if used_by(self._process.pid) > self._limits.memory_bytes:
                raise Unreadable("workbook.too_much_memory", name=name)
            if monotonic() > end and talk.is_alive():
                raise Unreadable("workbook.timed_out", name=name)
        if self._trouble is not None:
            raise self._trouble
        answer = _understood(self._said)
        if answer is None:
            code = "too_much_memory" if self._was_refused_memory() else "collapsed"
            raise Unreadable(f"workbook.{code}", name=name)
        return {**answer, "digest": self._digest}

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def _was_refused_memory(self) -> bool:
        self._process.kill()
        self._process.wait()
        self._last_words.seek(0)
        return OUT_OF_MEMORY in self._last_words.read(_MOST_WORDS)

    def _talk(self, data: Callable[[], bytes]) -> None:
        asked, said = self._process.stdin, self._process.stdout
        assert asked is not None
        assert said is not None
        try:
            file = data()
        except Unreadable as trouble:
            self._trouble = trouble
            return
        with suppress(
            OSError, ValueError, OverflowError, MemoryError
        ):  # the child is gone, or talks nonsense
            asked.write(len(file).to_bytes(LENGTH, "little"))
            asked.write(file)
            asked.flush()
            self._digest = hashlib.sha256(file).hexdigest()
            del file
            length = int.from_bytes(said.read(LENGTH), "little")
            if length <= self._limits.memory_bytes:
                self._said = said.read(length)

    def end(self) -> None:
        """Stop the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._last_words):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


class ReaderAhead:
    """A process begun before there is a file to read, while somebody chooses one: starting it takes a while."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wanted = 0
        self._child: _Child | None = None

    def begin(self) -> None:
        """Have a process ready until `end` is called as often as this."""
        with self._lock:
            self._wanted += 1
            if self._child is None:
                with suppress(OSError):  # whoever reads hears of it
                    self._child = _Child(LIMITS)

    def taken(self, limits: Limits) -> "_Child | None":
        """Return the process that is ready, once; None where there is none for these limits."""
        if limits != LIMITS:
            return None
        with self._lock:
            child, self._child = self._child, None
        if child is not None and not child.is_alive:
            child.end()
            return None
        return child

    def end(self) -> None:
        """Do without it again."""
        with self._lock:
            self._wanted = max(0, self._wanted - 1)
            child, self._child = (None, self._child) if self._wanted else (self._child, None)
        if child is not None:
            child.end()


AHEAD: Final = ReaderAhead()


@atexit.register
def _leave_none_behind() -> None:
    child = AHEAD.taken(LIMITS)
    if child is not None:
        child.end()


def _understood(said: bytes) -> dict[str, Any] | None:
    try:
        answer = marshal.loads(said)  # noqa: S302 - written by our child
    except (ValueError, EOFError, TypeError):
        return None
    return answer if isinstance(answer, dict) else None
