"""Read a file that comes from outside, in a child process, and never die of it."""

from functools import partial
from pathlib import Path
from typing import Any

from nhipcau.common.progress import Progress
from nhipcau.workbook.cells import CellError, MergedRange, Row, SheetData, Source, Unreadable
from nhipcau.workbook.columns import rows_of
from nhipcau.workbook.limits import LIMITS, Limits
from nhipcau.workbook.reader.reader_pool import ReaderPool


def read_source(
    path: Path, progress: Progress | None = None, limits: Limits = LIMITS, readers: ReaderPool | None = None
) -> Source:
    """Return every sheet of a workbook or text file, judged by its content whatever its name.

    Whoever reads many brings `readers`, whose processes are begun once instead of for every file.

    Formulas come as their last values, text as NFC with plain line breaks, whole numbers as int. Raises
    Unreadable with a sentence for each way a file can be wrong, or Cancelled.
    """
    progress = progress or Progress()
    progress.report(0, 1)
    data = partial(bytes_of, path, limits)
    if readers is not None:
        answer = readers.ask(data, path.name, progress)
    else:
        with ReaderPool(limits) as own:
            answer = own.ask(data, path.name, progress)
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


def bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        if path.is_dir() or (path.exists() and not path.is_file()):
            raise Unreadable("workbook.not_a_file", name=path.name)
        if path.stat().st_size > limits.file_bytes:
            raise Unreadable("workbook.too_big", name=path.name)
        with path.open("rb") as stream:
            return stream.read(limits.file_bytes + 1)  # it may have grown; the child refuses more
    except FileNotFoundError as error:
        raise Unreadable("workbook.missing", name=path.name) from error
    except PermissionError as error:
        raise Unreadable("workbook.not_allowed", name=path.name) from error
    except (OSError, ValueError) as error:
        raise Unreadable("workbook.not_reached", name=path.name) from error


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
        merged=tuple(MergedRange(*place) for place in answer["merged"]),
    )
