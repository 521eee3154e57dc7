"""Reading and writing workbooks safely. The only room that knows a spreadsheet library.

Every name is loaded when first used: the child process that reads a file starts through this package, and
must start fast.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nhipcau.workbook.cells import (
        BlockSpec,
        Cell,
        CellError,
        ColumnSpec,
        MergedRange,
        NoteSpec,
        Plain,
        Row,
        SheetData,
        SheetSpec,
        Source,
        Unreadable,
    )
    from nhipcau.workbook.page_parts import Letterhead
    from nhipcau.workbook.reader.file_reading import read_source
    from nhipcau.workbook.reader.reader_pool import AHEAD, ReaderPool
    from nhipcau.workbook.writer.row_notes import save_with_notes
    from nhipcau.workbook.writer.workbook_writer import write_workbook

__all__ = [
    "AHEAD",
    "BlockSpec",
    "Cell",
    "CellError",
    "ColumnSpec",
    "Letterhead",
    "MergedRange",
    "NoteSpec",
    "Plain",
    "ReaderPool",
    "Row",
    "SheetData",
    "SheetSpec",
    "Source",
    "Unreadable",
    "read_source",
    "save_with_notes",
    "write_workbook",
]

_ELSEWHERE = {
    "Letterhead": "nhipcau.workbook.page_parts",
    "AHEAD": "nhipcau.workbook.reader.reader_pool",
    "ReaderPool": "nhipcau.workbook.reader.reader_pool",
    "read_source": "nhipcau.workbook.reader.file_reading",
    "write_workbook": "nhipcau.workbook.writer.workbook_writer",
    "save_with_notes": "nhipcau.workbook.writer.row_notes",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute may be anything
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    value = getattr(import_module(_ELSEWHERE.get(name, "nhipcau.workbook.cells")), name)
    globals()[name] = value
    return value
