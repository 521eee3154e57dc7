"""Reading and writing workbooks safely. The only room that knows a spreadsheet library.

`read_source`, `write_workbook` and `save_with_notes` are loaded when first used; the dataclasses cost nothing.
"""

from typing import TYPE_CHECKING, Any

from nhipcau.workbook.cells import (
    BlockSpec,
    Cell,
    CellError,
    ColumnSpec,
    NoteSpec,
    Plain,
    Row,
    SheetData,
    SheetSpec,
    Source,
    Unreadable,
)

if TYPE_CHECKING:
    from nhipcau.workbook.notes import save_with_notes
    from nhipcau.workbook.reading import read_source
    from nhipcau.workbook.writing import write_workbook

__all__ = [
    "BlockSpec",
    "Cell",
    "CellError",
    "ColumnSpec",
    "NoteSpec",
    "Plain",
    "Row",
    "SheetData",
    "SheetSpec",
    "Source",
    "Unreadable",
    "read_source",
    "save_with_notes",
    "write_workbook",
]

_LATE = {
    "read_source": "nhipcau.workbook.reading",
    "write_workbook": "nhipcau.workbook.writing",
    "save_with_notes": "nhipcau.workbook.notes",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute may be anything
    if name not in _LATE:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(_LATE[name]), name)
