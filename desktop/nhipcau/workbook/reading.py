"""Read a file that comes from outside, in a child process, and never die of it."""

import json
import marshal
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from nhipcau.common.progress import Cancelled, Progress
from nhipcau.workbook.cells import CellError, Row, SheetData, Source, Unreadable
from nhipcau.workbook.columns import rows_of
from nhipcau.workbook.limits import LIMITS, Limits

_POLL_SECONDS = 0.1
_PIPE_BYTES = 1 << 20  # where the system can: the two take turns less often
# The child finds the program where the parent found it, without the cost of setting up site-packages again.
_BOOT = (
    "import json,sys; sys.path[:]=json.loads(sys.argv.pop(1)); "
    "from nhipcau.workbook.reader_process import main; sys.exit(main(sys.argv[1:]))"
)


def read_source(path: Path, progress: Progress | None = None, limits: Limits = LIMITS) -> Source:
    """Return every sheet of a workbook or text file, judged by its content whatever its name.

    Formulas come as their last values, text as NFC with plain line breaks, whole numbers as int. Raises
    Unreadable with a sentence for each way a file can be wrong, or Cancelled.
    """
    progress = progress or Progress()
    with _opened(path, limits) as stream:
        answer = _ask_child(stream, path, progress, limits)
    if "refused" in answer:
        raise Unreadable(f"workbook.{answer['refused']}", name=path.name, **answer["values"])
    source = Source(
        path=path,
        kind=answer["kind"],
        sheets=tuple(_sheet(sheet, path) for sheet in answer["sheets"]),
        digest=answer["digest"],
        warnings=tuple(answer["warnings"]),
        encoding=answer["encoding"],
        separator=answer["separator"],
    )
    progress.report(1, 1)
    return source


def _opened(path: Path, limits: Limits) -> BinaryIO:
    try:
        if path.is_dir() or (path.exists() and not path.is_file()):
            raise Unreadable("workbook.not_a_file", name=path.name)
        if path.stat().st_size > limits.file_bytes:
            raise Unreadable("workbook.too_big", name=path.name)
        return path.open("rb")
    except FileNotFoundError as error:
        raise Unreadable("workbook.missing", name=path.name) from error
    except PermissionError as error:
        raise Unreadable("workbook.not_allowed", name=path.name) from error
    except (OSError, ValueError) as error:
        raise Unreadable("workbook.not_reached", name=path.name) from error


def _command(limits: Limits) -> list[str]:
    numbers = [str(number) for number in limits]
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-workbook", *numbers]
    return [sys.executable, "-I", "-S", "-c", _BOOT, json.dumps(sys.path), *numbers]


def _ask_child(stream: BinaryIO, path: Path, progress: Progress, limits: Limits) -> dict[str, Any]:
    progress.report(0, 1)
    child = subprocess.Popen(  # noqa: S603 - our own program, arguments we made
        _command(limits),
        stdin=stream,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=_PIPE_BYTES,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        said = _wait(child, path, progress, limits)
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
    try:
        answer = marshal.loads(said) if child.returncode == 0 else None  # noqa: S302 - written by our child
    except (ValueError, EOFError, TypeError):
        answer = None
    if not isinstance(answer, dict):
        raise Unreadable("workbook.collapsed", name=path.name)
    return answer


def _wait(child: "subprocess.Popen[bytes]", path: Path, progress: Progress, limits: Limits) -> bytes:
    end = monotonic() + limits.seconds
    while True:
        try:
            return child.communicate(timeout=_POLL_SECONDS)[0]
        except subprocess.TimeoutExpired:
            if progress.is_cancelled:
                raise Cancelled from None
            if monotonic() > end:
                raise Unreadable("workbook.timed_out", name=path.name) from None


def _sheet(answer: dict[str, Any], path: Path) -> SheetData:
    if "rows" in answer:
        return SheetData(name=path.stem, rows=tuple(map(tuple, answer["rows"])))
    rows: list[Row] = rows_of(answer["columns"])
    for row, column, value in answer["errors"]:
        rows.extend([()] * (row + 1 - len(rows)))
        cells = list(rows[row])
        cells.extend([None] * (max(column + 1, len(rows[0])) - len(cells)))
        cells[column] = CellError(value)
        rows[row] = tuple(cells)
    return SheetData(
        name=answer["name"],
        rows=tuple(rows),
        hidden=answer["hidden"],
        hidden_rows=frozenset(answer["hidden_rows"]),
    )
