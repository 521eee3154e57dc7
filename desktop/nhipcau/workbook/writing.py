"""Write our own workbooks, whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from nhipcau.common.progress import Progress
from nhipcau.workbook.cells import SheetSpec


def write_workbook(path: Path, sheets: Sequence[SheetSpec], progress: Progress | None = None) -> None:
    """Write the sheets to `path`. Raises Unavailable, leaving an older file there as it was."""
    raise NotImplementedError
