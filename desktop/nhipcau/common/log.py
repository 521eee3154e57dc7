"""A small log on the user's machine, for when something went wrong. No names, no answers, no file contents.

Everything that is logged by whatever way goes through one formatter, which keeps what the program's own source says
and what is known to be harmless: see `common.error_trace` for exceptions.
"""

import logging
import logging.handlers
import warnings
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from nhipcau.common.error_trace import trace_of, versions
from nhipcau.common.paths import data_folder

LOG = logging.getLogger("nhipcau")
_OURS: Final = "nhipcau"
_OLD: Final = b"Traceback (most recent call last):"
"""What stands before every exception in the log of an earlier version, and never in this one's."""


class Harmless(str):
    """Text that holds nothing of the organisation's or the user's, and may be logged as it is."""

    __slots__ = ()


def log_path() -> Path:
    return data_folder() / "log" / "nhipcau.log"


class NamelessFormatter(logging.Formatter):
    """Writes a record without what may be personal.

    Of our own loggers the message is kept, since it is a constant in the source; of its values numbers and what is
    marked as harmless. Of other loggers only who spoke where.
    """

    def format(self, record: logging.LogRecord) -> str:
        head = f"{self.formatTime(record)} {record.levelname} {_said(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return head if error is None else f"{head}\n{trace_of(error)}"


def _said(record: logging.LogRecord) -> str:
    ours = record.name.split(".")[0] == _OURS
    if not ours or not isinstance(record.msg, str):
        return f"{record.name} at {record.module}.{record.funcName}:{record.lineno}"
    given = record.args
    try:
        if isinstance(given, Mapping):
            return record.msg % {name: _harmless(value) for name, value in given.items()}
        return record.msg % tuple(map(_harmless, given)) if given else record.msg
    except (TypeError, ValueError, KeyError):
        return record.msg


def _harmless(value: object) -> object:
    if value is None or isinstance(value, int | float | Harmless):
        return value
    return f"<{type(value).__name__}>"


class _LogFile(logging.handlers.RotatingFileHandler):
    """Begins with the first record, and with the folder. Where nothing can be written the program goes on."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: the usual way prints the record, with its values, to the terminal."""


_handlers: list[logging.Handler] = []
_usual_warning = warnings.showwarning


def start_log() -> None:
    """Write to the log file whatever is logged by whomever; nothing is made before there is something to say."""
    if _handlers:
        return
    _forget_old_logs()
    LOG.setLevel(logging.INFO)
    handler = _LogFile(log_path(), maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(NamelessFormatter())
    _handlers.append(handler)
    logging.getLogger().addHandler(handler)
    warnings.showwarning = _note_warning


def _forget_old_logs() -> None:
    """Remove what an earlier version wrote with the messages of exceptions in it."""
    with suppress(OSError):
        for path in log_path().parent.glob(f"{log_path().name}*"):
            if _OLD in path.read_bytes():
                path.unlink()


def log_versions() -> None:
    """Begin a session in the log."""
    LOG.info("%s", Harmless(versions()))


def stop_log() -> None:
    for handler in _handlers:
        logging.getLogger().removeHandler(handler)
        handler.close()
    if _handlers:
        warnings.showwarning = _usual_warning
    _handlers.clear()


def _note_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: object, **__: object
) -> None:
    LOG.warning("%s at line %d", Harmless(category.__name__), lineno)
