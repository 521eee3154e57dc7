"""The child process that is given files on its standard input and answers on its standard output.

It may be killed, run out of memory or crash in native code: the parent lives on and says so. The answer is a
`marshal` of plain values, made by the same interpreter that reads it; nothing from the file is ever unpickled.
Imports stay few, and come when they are needed: starting takes longer than reading an ordinary list.
"""

import gc
import marshal
import sys
import time
import unicodedata
from io import BytesIO
from typing import Any

from nhipcau.workbook.columns import BETWEEN, Column, column_letters, columns_of
from nhipcau.workbook.limits import LENGTH, OURS, Limits, Refused
from nhipcau.workbook.reader.file_type import kind_of
from nhipcau.workbook.reader.guard import Findings, examine

Answer = dict[str, Any]  # what marshal can carry
_MUCH = 1 << 20  # bytes of a file after which the memory it took is given back


def main(arguments: list[str]) -> int:
    """Answer file after file until no more come, with the limits given as numbers on the command line."""
    limits = Limits(*map(int, arguments)) if arguments else Limits()
    from nhipcau.workbook.reader.memory_limit import limit_own

    limit_own(limits)
    import python_calamine  # noqa: F401 - a process begun ahead has the time

    gc.disable()  # nothing here goes in circles, and all of a file is needed until it is told
    # By number: a frozen program without a console has no sys.stdin and no sys.stdout.
    with open(0, "rb", closefd=False) as asked, open(1, "wb", closefd=False) as told:
        while length := asked.read(LENGTH):
            answer = answer_for(asked.read(int.from_bytes(length, "little")), limits)
            said = marshal.dumps(answer)
            told.write(len(said).to_bytes(LENGTH, "little"))
            told.write(said)
            told.flush()
    return 0


def answer_for(data: bytes, limits: Limits) -> Answer:
    """Return the sheets, or the code of the refusal with its values."""
    try:
        answer = _read(data, limits)
    except Refused as refused:
        return {"refused": refused.code, "values": refused.values}
    except MemoryError:
        return {"refused": "too_much_memory", "values": {}}
    # Its time is limited for all files together: the next may need half of it.
    answer["weary"] = len(data) > _MUCH or time.process_time() > limits.seconds
    return answer


def _read(data: bytes, limits: Limits) -> Answer:
    if limits.picture:
        from nhipcau.workbook.reader.picture_check import examined

        return examined(data, limits)
    if len(data) > limits.file_bytes:
        raise Refused("too_big")
    kind = kind_of(data)
    if kind == "text":
        from nhipcau.workbook.reader.plain_text import read_table

        table = read_table(data, limits)
        sheet = {"name": "", "rows": table.rows}
        return {
            "kind": "csv",
            "sheets": [sheet],
            "warnings": table.warnings,
            "encoding": table.encoding,
            "separator": table.separator,
        }
    findings = examine(data, limits) if kind == "zip" else Findings(kind, [], [])
    return _read_workbook(data, findings, limits)


def _read_workbook(data: bytes, findings: Findings, limits: Limits) -> Answer:
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(BytesIO(data))
        sheets = _sheets(book, findings, limits)
    except calamine.PasswordError as error:
        raise Refused("encrypted") from error
    except (Refused, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the Rust library is no Exception
        raise Refused("damaged") from error
    if not any(sheet["columns"] or sheet["errors"] for sheet in sheets):
        raise Refused("no_table")
    warnings = list(findings.warnings)
    if any(sheet["hidden"] and sheet["name"] not in OURS for sheet in sheets):
        warnings.append("hidden_sheet")
    return {"kind": findings.kind, "sheets": sheets, "warnings": warnings, "encoding": "", "separator": ""}


def _sheets(book: Any, findings: Findings, limits: Limits) -> list[Answer]:  # noqa: ANN401 - calamine is late
    sheets: list[Answer] = []
    cells = 0
    for place, about in enumerate(book.sheets_metadata):
        if not str(about.typ).endswith("WorkSheet"):
            continue
        sheet = book.get_sheet_by_index(place)
        cells += sheet.total_height * sheet.total_width
        if cells > limits.dense_cells:
            raise Refused("too_many_cells")
        scan = findings.scans[place] if place < len(findings.scans) else None
        sheets.append(
            {
                "name": unicodedata.normalize("NFC", about.name),
                "columns": _columns(sheet.to_python(skip_empty_area=False), about.name, limits),
                "errors": scan.errors if scan is not None else [],
                "hidden": not str(about.visible).endswith(".Visible"),
                "hidden_rows": scan.hidden_rows if scan is not None else [],
                "merged": scan.merged if scan is not None else _merged(sheet, limits),
            }
        )
    return sheets


def _merged(sheet: Any, limits: Limits) -> list[tuple[int, int, int, int]]:  # noqa: ANN401 - calamine is late
    """Return the merged ranges of a kind of workbook that is not scanned; none where calamine does not tell."""
    ranges = (sheet.merged_cell_ranges or ())[: limits.merged]
    return [(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1) for first, last in ranges]


def _columns(rows: list[list[Any]], sheet: str, limits: Limits) -> list[Column]:
    """Return the sheet's columns; raises Refused at a text that no cell of a spreadsheet program can hold."""
    columns = columns_of(rows)
    for column, (held, _about) in enumerate(columns):
        if isinstance(held, str) and len(held) <= limits.cell_chars:
            continue
        texts = held.split(BETWEEN) if isinstance(held, str) else [cell for cell in held if type(cell) is str]
        if max(map(len, texts), default=0) > limits.cell_chars:
            row = next(r for r, cells in enumerate(rows) if len(str(cells[column])) > limits.cell_chars)
            raise Refused("text_too_long", cell=f"{sheet}!{column_letters(column)}{row + 1}")
    return columns


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
