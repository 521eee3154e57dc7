"""Write our own workbooks, whole or not at all.

openpyxl, and what needs it, is imported only when a workbook is really written.
"""

from collections.abc import Sequence
from pathlib import Path

from nhipcau.common.progress import Progress
from nhipcau.workbook.cells import SheetSpec
from nhipcau.workbook.page_parts import Letterhead, TextLine
from nhipcau.workbook.writer.choices import Choices
from nhipcau.workbook.writer.file_saving import save_whole
from nhipcau.workbook.writer.safe_text import cell_text, sheet_names


def write_workbook(
    path: Path,
    sheets: Sequence[SheetSpec],
    progress: Progress | None = None,
    letterhead: Letterhead | None = None,
) -> None:
    """Write the sheets to `path` as .xlsx. Raises Unavailable or Cancelled, leaving an older file as it was.

    Those that are papers begin with the letterhead, and every foot says it.
    """
    from openpyxl import Workbook

    from nhipcau.workbook.writer.form_sheet import write_form
    from nhipcau.workbook.writer.page_sheet import write_page
    from nhipcau.workbook.writer.paper_sheet import PaperWriter
    from nhipcau.workbook.writer.sheet_writer import RowCount, SheetWriter
    from nhipcau.workbook.writer.styles import Looks

    count = RowCount(progress or Progress(), sheets)
    book = Workbook()
    book.remove(book.worksheets[0])
    looks, choices = Looks(book, letterhead or Letterhead()), Choices(book)
    made = [book.create_sheet(name) for name in sheet_names(spec.name for spec in sheets)]
    for spec, sheet in zip(sheets, made, strict=True):  # all are there when a page draws another's figures
        if spec.page:
            write_page(sheet, spec, looks, count.one_more)
        elif spec.upright:
            write_form(sheet, spec, looks, choices)
        else:
            writer = PaperWriter if spec.paper else SheetWriter
            writer(sheet, spec, looks, choices, count).write()
    if not sheets:
        book.create_sheet()
    book.properties.creator = "Nhịp Cầu"
    book.properties.title = next(filter(None, map(_title_of, sheets)), None)
    count.progress.report(count.total, count.total)
    from nhipcau.workbook.writer.zip_packing import pack

    save_whole(path, lambda beside: pack(book, beside))


def _title_of(spec: SheetSpec) -> str:
    on_page = (part.text for part in spec.page if isinstance(part, TextLine) and part.look == "title")
    return cell_text(next(iter((*spec.intro[:1], *on_page)), ""))
