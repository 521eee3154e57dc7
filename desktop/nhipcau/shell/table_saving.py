"""A list of the screen saved as a workbook of its own."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from nhipcau.common.clock import today
from nhipcau.common.file_names import file_name, with_ending
from nhipcau.common.progress import Progress
from nhipcau.widgets.desk import Desk, Plain
from nhipcau.widgets.file_choice import EXCEL_OR_CSV, FileChoice
from nhipcau.workbook import ColumnSpec, SheetSpec, write_workbook
from nhipcau.workbook.cells import Kind
from nhipcau.workbook.writer.csv_writing import write_csv

_WIDEST, _NARROWEST, _LOOKED_AT = 60, 10, 200


def table_sheet(title: str, headings: Sequence[str], rows: Sequence[Sequence[Plain]]) -> SheetSpec:
    """Return the sheet of a list, its columns as wide as what stands in them."""
    columns = [
        ColumnSpec(heading, _width([heading, *(row[place] for row in rows[:_LOOKED_AT])]), _kind(place, rows))
        for place, heading in enumerate(headings)
    ]
    return SheetSpec(title, columns, rows)


def save_table(
    desk: Desk,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Plain]],
    ask: Callable[[str, str], str] | None = None,
    *,
    whose: str = "",
) -> None:
    """Ask where to, and write the list there on the worker; `whose` stands in the proposed name."""
    choice = FileChoice(desk.folders, QApplication.activeWindow(), "saved")
    ask = ask or partial(choice.save, kinds=EXCEL_OR_CSV)
    answer = ask(desk.words("common.table.save"), file_name(title, whose, day=today()))
    if not answer:
        return
    target = with_ending(answer, ".xlsx", ".csv")
    sheet = table_sheet(title, headings, rows)

    def work(progress: Progress) -> Path:
        if target.suffix.lower() == ".csv":
            write_csv(target, sheet)
        else:
            write_workbook(target, [sheet], progress)
        return target

    def done(path: Path) -> None:
        desk.say(desk.words("common.table.saved", n=len(rows), name=path.name), file=path)

    desk.run(desk.words("common.table.saving"), work, done)


def _kind(place: int, rows: Sequence[Sequence[Plain]]) -> Kind:
    values = [row[place] for row in rows if row[place] not in (None, "")]
    if values and all(isinstance(value, int | float) for value in values):
        return "number"
    if values and all(isinstance(value, date) for value in values):
        return "date"
    return "text"


def _width(values: Sequence[Plain]) -> float:
    longest = max(len(str(value)) for value in values if value is not None)
    return float(min(_WIDEST, max(_NARROWEST, longest + 3)))
