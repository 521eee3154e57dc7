"""What went wrong and where, without what it was about.

The message of an exception, its arguments and notes, and the variables of its frames may hold names, answers, and
paths with a user's name. A report has none of them: the kinds of the exceptions, the places in the program, and codes.
"""

import errno
import linecache
import platform
import re
import sys
import traceback
from collections.abc import Iterator
from types import CodeType, FrameType, TracebackType
from typing import Final

import nhipcau
from nhipcau.common.errors import Rejected, Unavailable

_CODE: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_LOG: Final = "Log: <data folder>/log/nhipcau.log"
"""Where more is; the folder's path would say who the user is."""
_FIRST: Final = 12
_LAST: Final = 24
"""Frames told of a chain that is longer, as of an endless recursion."""
_MOST: Final = 40
"""Exceptions told of one fault, with causes and groups."""


def report_of(error: BaseException) -> str:
    """Return what someone who mends the program needs to know: versions, and the traces without messages."""
    return f"{versions()}\n{_LOG}\n\n{trace_of(error)}"


def versions() -> str:
    """Return the versions of all that runs here; the name of the computer is not among them."""
    qt = sys.modules.get("PySide6.QtCore")
    of_qt = f", Qt {qt.qVersion()}" if qt is not None else ""
    # Not `platform.platform()`: it asks another program for the processor, and does not use the answer.
    system = f"{platform.system()} {platform.release()} {platform.version()} {platform.machine()}"
    return f"Nhịp Cầu {nhipcau.__version__}, Python {platform.python_version()}{of_qt}, {system}"


def trace_of(error: BaseException) -> str:
    """Return the exception with its causes and its group, each as frames and kind."""
    return "\n".join(_told(error, set()))


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before, link = error.__cause__, "which led to:"
    if before is None and not error.__suppress_context__:
        before, link = error.__context__, "and while that was handled:"
    if before is not None and id(before) not in seen and len(seen) < _MOST:
        yield from _told(before, seen)
        yield link
    yield from _frames(error.__traceback__)
    yield _kind(error)
    if isinstance(error, BaseExceptionGroup):
        for number, inner in enumerate(error.exceptions, 1):
            if id(inner) not in seen and len(seen) < _MOST:
                yield f"  {number} of {len(error.exceptions)}:"
                yield from (f"  {line}" for line in _told(inner, seen))


def _frames(trace: TracebackType | None) -> Iterator[str]:
    frames = list(traceback.walk_tb(trace))
    for number, (frame, line) in enumerate(frames):
        if _FIRST <= number < len(frames) - _LAST:
            if number == _FIRST:
                yield f"  … {len(frames) - _FIRST - _LAST} more"
            continue
        yield f"  {_place(frame)}:{line} in {frame.f_code.co_qualname}"
        if source := _source(frame, line):
            yield f"    {source}"


def _place(frame: FrameType) -> str:
    """Return a module as a path inside its package: where the package is may tell who the user is."""
    name = frame.f_globals.get("__name__")
    if not isinstance(name, str) or name not in sys.modules:
        return "?"
    package = "/__init__" if frame.f_globals.get("__path__") is not None else ""
    return f"{name.replace('.', '/')}{package}.py"


def _source(frame: FrameType, line: int) -> str:
    """Return a line of the program itself, where its source is there."""
    code: CodeType = frame.f_code
    name = str(frame.f_globals.get("__name__"))
    return (
        linecache.getline(code.co_filename, line).strip()
        if name.split(".", maxsplit=1)[0] == "nhipcau"
        else ""
    )


def _kind(error: BaseException) -> str:
    """Return the exception's class, and what it carries that can only be a code."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    if codes := [code for code in _codes(error) if code]:
        return f"{name} [{', '.join(codes)}]"
    return name


def _codes(error: BaseException) -> Iterator[str]:
    if isinstance(error, Unavailable):
        yield _plain(error.code)
    elif isinstance(error, Rejected):
        yield from (_plain(problem.code) for problem in error.problems)
    elif isinstance(error, OSError):
        yield errno.errorcode.get(error.errno or 0, "")
        windows = getattr(error, "winerror", None)
        yield f"winerror {windows}" if isinstance(windows, int) else ""
    else:
        engine = getattr(error, "sqlite_errorname", "")  # a constant of SQLite, such as SQLITE_CORRUPT
        yield engine if isinstance(engine, str) and _CODE.fullmatch(engine.lower()) else ""


def _plain(code: str) -> str:
    return code if _CODE.fullmatch(code) else "?"
