"""A table as text that Excel opens with its accents whole: UTF-8 with its mark, a comma or a semicolon between."""

import csv
import datetime as dt
from pathlib import Path

from nhipcau.workbook.cells import Plain, SheetSpec
from nhipcau.workbook.formula_marks import marked
from nhipcau.workbook.writer.file_saving import save_whole


def write_csv(path: Path, sheet: SheetSpec, *, separator: str = ",") -> None:
    """Write the sheet's table. Raises Unavailable, leaving an older file as it was."""

    def write(beside: Path) -> None:
        with beside.open("w", encoding="utf-8-sig", newline="") as file:
            lines = csv.writer(file, delimiter=separator)
            lines.writerow([marked(column.heading) for column in sheet.columns])
            lines.writerows([_text(value) for value in row] for row in sheet.rows)

    save_whole(path, write)


def _text(value: Plain) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return marked(value) if isinstance(value, str) else str(value)
